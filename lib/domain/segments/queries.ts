import { DomainError } from "#lib/domain/errors";
import { type PublicId, parsePublicId, toPublicId } from "#lib/domain/ids";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { ruleCondition } from "./condition-queries.ts";
import type { SegmentRule as Rule, SegmentCount, SegmentView } from "./rule.ts";
import { SegmentRule } from "./schema.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly rule: unknown;
  readonly version: number;
  readonly updatedAt: Date;
}

const viewOf = ({ id, name, rule, version, updatedAt }: Row): SegmentView => ({
  id: toPublicId("segment", id),
  ...{ name, version, changedAt: updatedAt, rule: SegmentRule.parse(rule) },
});

/** The segments of a workspace by name. */
export async function listSegments({ workspaceId, db }: TenantTx): Promise<SegmentView[]> {
  const rows = await db.segment.findMany({ where: { workspaceId } });
  return rows.map(viewOf).sort((one, other) => one.name.localeCompare(other.name, "tr"));
}

/** Reads a segment. @throws DomainError `segment.not_found`. */
export async function readSegment({ workspaceId, db }: TenantTx, segmentId: string): Promise<SegmentView> {
  const row = await db.segment.findUnique({ where: { workspaceId_id: { workspaceId, id: segmentId } } });
  if (row === null) throw new DomainError("segment.not_found");
  return viewOf(row);
}

/** The rule of a segment by its public id; null when it is gone. */
export async function ruleOf({ workspaceId, db }: TenantTx, publicId: string): Promise<Rule | null> {
  const id = parsePublicId("segment", publicId);
  if (id === null) return null;
  const row = await db.segment.findUnique({ where: { workspaceId_id: { workspaceId, id } }, select: { rule: true } });
  return row === null ? null : SegmentRule.parse(row.rule);
}

const BLOCKED = Prisma.sql`EXISTS (SELECT FROM suppressions s WHERE s.workspace_id = c.workspace_id AND s.msisdn = c.msisdn)`;
const CONSENTED = Prisma.sql`EXISTS (SELECT FROM consents t WHERE t.workspace_id = c.workspace_id AND t.msisdn = c.msisdn
  AND t.status = 'granted')`;

/** Counts the people of several rules in one walk through the contacts, in the order given. */
export async function countSegments({ workspaceId, db }: TenantTx, rules: readonly Rule[]): Promise<SegmentCount[]> {
  if (rules.length === 0) return [];
  const figures = rules.map((rule, at) => {
    const name = (figure: string) => Prisma.raw(`"${figure}${at}"`);
    const met = ruleCondition(rule);
    return Prisma.sql`count(*) FILTER (WHERE ${met}) AS ${name("p")},
      count(*) FILTER (WHERE ${met} AND NOT ${BLOCKED}) AS ${name("r")},
      count(*) FILTER (WHERE ${met} AND NOT ${BLOCKED} AND ${CONSENTED}) AS ${name("c")}`;
  });
  const [row = {}] = await db.$queryRaw<Record<string, bigint>[]>`
    SELECT ${Prisma.join(figures)} FROM contacts c WHERE c.workspace_id = ${workspaceId}::uuid`;
  const figure = (name: string) => Number(row[name] ?? 0);
  return rules.map((_, at) => ({ people: figure(`p${at}`), reachable: figure(`r${at}`), consented: figure(`c${at}`) }));
}

/** A campaign that waits to go out to a segment, or without it. */
export interface SegmentUse {
  readonly id: PublicId<"campaign">;
  readonly name: string;
}

/** Campaigns that were sent off and not begun yet, to a segment or without it. */
export async function segmentUses({ workspaceId, db }: TenantTx, segmentId: string): Promise<SegmentUse[]> {
  const id = toPublicId("segment", segmentId);
  const rows = await db.$queryRaw<{ id: string; name: string }[]>`
    SELECT k.id, k.name FROM campaigns k LEFT JOIN imports i ON i.workspace_id = k.workspace_id AND i.id = k.import_id
    WHERE k.workspace_id = ${workspaceId}::uuid
      AND k.state IN ('in_review', 'awaiting_signature', 'scheduled', 'holding', 'preparing')
      AND (k.exclusions->'segments' ? ${id} OR i.origin->'segment'->>'id' = ${id})
    ORDER BY k.id DESC LIMIT 10`;
  return rows.map((row) => ({ id: toPublicId("campaign", row.id), name: row.name }));
}
