import { randomBytes } from "node:crypto";
import { codeOf, optOutAddress, writeOptOutToken } from "#lib/domain/campaigns/opt-out-link";
import { optOutMark } from "#lib/domain/campaigns/opt-out-link-queries";
import type { TenantSql } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";

/** Writes the address on which one person of a campaign refuses. */
export type LinkWriter = (person: { readonly line: number; readonly msisdn: string }) => string;

/**
 * Gives a campaign its part of the addresses on which its people refuse, once, and answers who writes them. The rest of an
 * address follows from the line, the number and a key: nothing is kept for each person.
 */
export async function openLinks({ workspaceId, client }: TenantSql, campaignId: string): Promise<LinkWriter> {
  const { rows } = await client.query<{ code: string }>(
    `UPDATE campaigns SET link_code = coalesce(link_code, $3) WHERE workspace_id = $1 AND id = $2 RETURNING link_code AS code`,
    [workspaceId, campaignId, codeOf(randomBytes(8))],
  );
  const code = rows[0]?.code;
  if (code === undefined) throw new Error("a campaign to be written is gone");
  const { appUrl } = env();
  return ({ line, msisdn }) => {
    const mark = optOutMark({ workspaceId, campaignId, line, msisdn });
    return optOutAddress(appUrl, writeOptOutToken({ code, line, mark }));
  };
}
