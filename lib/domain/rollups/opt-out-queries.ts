import { optOutSpan, type Period } from "#lib/domain/rollups/model";
import { narrowings, type ReportFilter } from "#lib/domain/rollups/queries";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * How many people refused by themselves, on the public page or by a reply, in a period: with a filter those who had got a
 * message of it within 72 hours before.
 */
export async function periodOptOuts(
  { workspaceId, db }: TenantTx,
  { from, to }: Period,
  zone: string,
  filter: ReportFilter = {},
): Promise<number> {
  const narrowed = narrowings("m", filter);
  const reached =
    narrowed.length === 0
      ? Prisma.empty
      : Prisma.sql`AND EXISTS (SELECT FROM messages m WHERE m.workspace_id = ${workspaceId}::uuid AND m.msisdn = s.msisdn
          AND m.accepted_at <= s.created_at AND m.accepted_at > s.created_at - interval '72 hours'
          AND ${Prisma.join(narrowed, " AND ")})`;
  const rows = await db.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM suppressions s
    WHERE s.workspace_id = ${workspaceId}::uuid AND s.source IN ('page', 'keyword')
      AND s.created_at >= ${from}::date::timestamp AT TIME ZONE ${zone}::text
      AND s.created_at < (${to}::date + 1)::timestamp AT TIME ZONE ${zone}::text ${reached}`;
  return rows[0]?.people ?? 0;
}

/**
 * How many people refused by themselves, on the public page or by a reply, within 72 hours of getting a campaign: a figure
 * for every four hours since each of them got it.
 */
export async function optOutsWithin72h({ workspaceId, db }: TenantTx, campaignId: string): Promise<number[]> {
  const rows = await db.$queryRaw<{ span: number; people: number }[]>`
    SELECT floor(extract(epoch FROM s.created_at - m.accepted_at) / ${optOutSpan.hours * 3_600}::int)::int AS span,
      count(*)::int AS people
    FROM campaigns k
    JOIN suppressions s ON s.workspace_id = ${workspaceId}::uuid AND s.source IN ('page', 'keyword')
      AND s.created_at >= k.prepared_at AND s.created_at < coalesce(k.sent_at, now()) + interval '72 hours'
    JOIN messages m ON m.workspace_id = ${workspaceId}::uuid AND m.msisdn = s.msisdn AND m.campaign_id = k.id
      AND m.id >= k.first_id AND m.id <= k.last_id
      AND s.created_at >= m.accepted_at AND s.created_at < m.accepted_at + interval '72 hours'
    WHERE k.workspace_id = ${workspaceId}::uuid AND k.id = ${campaignId}::uuid GROUP BY 1`;
  const people = new Array<number>(optOutSpan.count).fill(0);
  for (const row of rows) people[row.span] = row.people;
  return people;
}
