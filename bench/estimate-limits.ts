import type { Frequency, LeaveOut } from "#lib/domain/campaigns/exclusions";
import { newId } from "#lib/infra/ids";
import { type Query, type Scene, storeList } from "./scene.ts";
import { storeCampaign } from "./stored.ts";

/** Whom a draft leaves out, and how often a person may be written to. */
export interface Limits {
  readonly leaveOut: LeaveOut;
  readonly frequency: Frequency;
}

/**
 * Gives the people of a workspace a past: half of them had a commercial message of a campaign, a tenth are contacts, and one in
 * twenty stands on a pasted list.
 *
 * @returns limits that look at each of these for everybody.
 */
export async function fillLimits(
  query: Query,
  { workspaceId, personId }: Pick<Scene, "workspaceId" | "personId">,
  people: number,
): Promise<Limits> {
  const connectionId = newId();
  await query(
    `INSERT INTO connections (workspace_id, id, provider, remote_id, remote_name, scopes, connected_by_id)
     VALUES ($1, $2, 'iletiniz', 'bench', 'Ölçü', '{}', $3)`,
    [workspaceId, connectionId, personId],
  );
  const scene = { workspaceId, connectionId, personId };
  const { campaignId: id, firstId, lastId } = await storeCampaign(query, scene, Math.round(people / 2));
  await query("UPDATE campaigns SET kind = 'commercial' WHERE workspace_id = $1", [workspaceId]);
  await query(
    `INSERT INTO contacts (workspace_id, id, msisdn, tags, source)
     SELECT $1, gen_random_uuid(), 905300000000 + n * 10, CASE WHEN n % 5 = 0 THEN '{VIP}' ELSE '{}' END::text[], 'import'
     FROM generate_series(0, $2::int / 10 - 1) AS n`,
    [workspaceId, people],
  );
  const listId = await storeList(query, scene, Math.round(people / 20), 20);
  await query("ANALYZE contacts, import_recipients");
  const rule = { match: "all" as const, conditions: [{ on: "tag" as const, is: "has" as const, value: "VIP" }] };
  return {
    leaveOut: { days: 3, rules: [rule], campaigns: [{ id, firstId, lastId }], lists: [{ id: listId, reading: 1 }] },
    frequency: { limit: 2, days: 30 },
  };
}
