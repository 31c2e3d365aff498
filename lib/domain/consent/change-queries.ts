import { consentVerbs } from "#lib/domain/consent/model";
import type { TenantSql } from "#lib/infra/db/tenant";

/** Longer than any count of people is remembered, and than a change may take from its history entry to its commit. */
const LOOK_BACK = "2 minutes";

/** Changes of other pages that change who a text goes to. */
const alsoChanging = ["person.erase", "settings.policies"] as const;

/**
 * Names the latest change of consents or suppressions of the last two minutes, or null; whoever remembers a count of
 * people for less than that must not use it under another name.
 *
 * Read from the history, which is written with the change: one look into the key of the newest entries, however many
 * people a workspace has.
 */
export async function latestConsentChange(sql: TenantSql): Promise<string | null> {
  const { rows } = await sql.client.query<{ id: string }>(
    `SELECT id FROM audit_events
     WHERE workspace_id = $1 AND id >= uuid7_floor(now() - $2::interval) AND action = ANY ($3)
     ORDER BY id DESC LIMIT 1`,
    [sql.workspaceId, LOOK_BACK, [...Object.values(consentVerbs), ...alsoChanging]],
  );
  return rows[0]?.id ?? null;
}
