import { z } from "zod";
import { parsePublicId } from "#lib/domain/ids";
import { sentOrOpenWithin } from "#lib/domain/messages/recent-queries";
import { ruleCondition } from "#lib/domain/segments/condition-queries";
import { SegmentRule } from "#lib/domain/segments/schema";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";
import { type Exclusions, exclusionLimits, type Frequency, type LeaveOut } from "./exclusions.ts";

const Stored = z.object({
  days: z.number().nullable(),
  segments: z.array(z.string()),
  campaigns: z.array(z.string()),
  lists: z.array(z.string()).default([]),
});

const Resolved = z.object({
  days: z.number().nullable(),
  rules: z.array(SegmentRule),
  campaigns: z.array(z.object({ id: z.uuid(), firstId: z.uuid(), lastId: z.uuid() })),
  lists: z.array(z.object({ id: z.uuid(), reading: z.number() })).optional(),
});

/** Reads the exclusions of a row; null where nobody is left out. */
export function storedExclusions(stored: unknown): Exclusions | null {
  return stored === null || stored === undefined ? null : Stored.parse(stored);
}

/** Reads what a campaign was frozen with. */
export function frozenLeaveOut(written: string | null): LeaveOut | null {
  return written === null ? null : Resolved.parse(JSON.parse(written));
}

interface Found {
  readonly rules: unknown;
  readonly campaigns: unknown;
  readonly lists: unknown;
}

function question(workspaceId: string, { segments, campaigns, lists }: Exclusions): Prisma.Sql {
  const plain = (noun: "segment" | "campaign" | "import", ids: readonly string[]) =>
    ids.flatMap((id) => parsePublicId(noun, id) ?? []);
  return Prisma.sql`SELECT
    (SELECT coalesce(jsonb_agg(s.rule ORDER BY s.id), '[]') FROM segments s
     WHERE s.workspace_id = ${workspaceId}::uuid AND s.id = ANY (${plain("segment", segments)}::uuid[])) AS rules,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'firstId', k.first_id, 'lastId', k.last_id) ORDER BY k.id), '[]')
     FROM campaigns k WHERE k.workspace_id = ${workspaceId}::uuid AND k.first_id IS NOT NULL
       AND k.id = ANY (${plain("campaign", campaigns)}::uuid[])) AS campaigns,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'reading', i.reading) ORDER BY i.id), '[]') FROM imports i
     WHERE i.workspace_id = ${workspaceId}::uuid AND i.state = 'ready' AND i.kept <= ${exclusionLimits.numbers}::int
       AND i.id = ANY (${plain("import", lists)}::uuid[])) AS lists`;
}

/** Null when something that was named is gone: then nobody knows whom to leave out, and nothing may go. */
function resolved(exclusions: Exclusions, found: Found | undefined): LeaveOut | null {
  const { rules, campaigns, lists = [] } = Resolved.parse({ days: exclusions.days, ...found });
  const isWhole =
    rules.length === exclusions.segments.length &&
    campaigns.length === exclusions.campaigns.length &&
    lists.length === exclusions.lists.length;
  return isWhole ? { days: exclusions.days, rules, campaigns, ...(lists.length > 0 && { lists }) } : null;
}

/** What exclusions come to now; null when a segment, a campaign or a list that they name is gone. */
export async function resolveExclusions(tx: TenantTx, exclusions: Exclusions): Promise<LeaveOut | null> {
  return resolved(exclusions, (await tx.db.$queryRaw<Found[]>(question(tx.workspaceId, exclusions)))[0]);
}

/** The same in a transaction of hand-written SQL. */
export async function resolveExclusionsSql(sql: TenantSql, exclusions: Exclusions): Promise<LeaveOut | null> {
  const { text, values } = question(sql.workspaceId, exclusions);
  return resolved(exclusions, (await sql.client.query<Found>(text, values)).rows[0]);
}

/** Commercial messages of campaigns to the number of `r` that were sent within so many days, or still may be. */
function commercialWithin(days: number): Prisma.Sql {
  return Prisma.sql`FROM messages m JOIN campaigns k ON k.workspace_id = m.workspace_id AND k.id = m.campaign_id
    WHERE m.workspace_id = r.workspace_id AND m.msisdn = r.msisdn AND k.kind = 'commercial' AND ${sentOrOpenWithin(days)}`;
}

/** Whether a campaign leaves out the person of a list's row `r`. */
export function excludedCondition(workspaceId: string, leaveOut: LeaveOut | null): Prisma.Sql {
  if (leaveOut === null) return Prisma.sql`false`;
  const { days, rules, campaigns, lists = [] } = leaveOut;
  const reasons = [
    ...campaigns.map(
      ({ id, firstId, lastId }) => Prisma.sql`EXISTS (SELECT FROM messages m
        WHERE m.workspace_id = r.workspace_id AND m.msisdn = r.msisdn AND m.campaign_id = ${id}::uuid
          AND m.id BETWEEN ${firstId}::uuid AND ${lastId}::uuid AND m.state NOT IN ('skipped', 'failed', 'cancelled'))`,
    ),
    ...rules.map(
      (rule) => Prisma.sql`EXISTS (SELECT FROM contacts c
        WHERE c.workspace_id = r.workspace_id AND c.msisdn = r.msisdn AND ${ruleCondition(rule)})`,
    ),
    // One look at the whole list instead of one for each person; the bound, which no list exceeds, says that it fits in memory.
    ...lists.map(
      ({ id, reading }) => Prisma.sql`r.msisdn IN (SELECT x.msisdn FROM import_recipients x
        WHERE x.workspace_id = ${workspaceId}::uuid AND x.import_id = ${id}::uuid AND x.reading = ${reading}::int
        LIMIT ${exclusionLimits.numbers}::int)`,
    ),
    ...(days === null ? [] : [Prisma.sql`EXISTS (SELECT ${commercialWithin(days)})`]),
  ];
  return reasons.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(reasons, " OR ")})`;
}

/** Whether the person of a list's row `r` has had as many commercial messages as the workspace allows. */
export function cappedCondition(frequency: Frequency | null): Prisma.Sql {
  if (frequency === null) return Prisma.sql`false`;
  return Prisma.sql`(SELECT count(*) ${commercialWithin(frequency.days)}) >= ${frequency.limit}::int`;
}

/** Writes a piece of SQL for a statement whose own values end before `first`. */
export function placed(sql: Prisma.Sql, first: number): string {
  return sql.strings.reduce((text, piece, at) => `${text}$${first + at - 1}${piece}`);
}
