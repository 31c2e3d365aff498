import { businessDaysLeft, type IysAnswer, iysAnswers } from "#lib/domain/consent/iys";
import { dayIn } from "#lib/domain/consent/model";
import { sealPerson } from "#lib/domain/consent/number-page-queries";
import { type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Words that wait for İYS, by the business days that are left. */
export interface DeadlineGroup {
  /** 0 on the last day; -1 when the deadline is over. */
  readonly daysLeft: number;
  readonly people: number;
}

/** A word that did not get to İYS. */
export interface ProblemRow {
  readonly msisdn: Msisdn;
  readonly person: string;
  readonly state: "refused" | "late";
  readonly code: string | null;
  readonly givenAt: Date;
  readonly daysLeft: number;
}

/** What waits for İYS, what did not get there, and what was asked. */
export interface IysOverview {
  readonly waiting: readonly DeadlineGroup[];
  /** Why nothing gets there just now, as the provider's code. */
  readonly stoppedBy: string | null;
  readonly registered: number;
  readonly problems: number;
  readonly rows: readonly ProblemRow[];
  readonly checks: {
    readonly open: number;
    readonly oldest: Date | null;
    readonly answers: Readonly<Record<IysAnswer, number>>;
  };
}

const SHOWN_PROBLEMS = 50;

async function daysOffOf({ workspaceId, db }: TenantTx): Promise<string[]> {
  const row = await db.workspace.findUnique({ where: { id: workspaceId }, select: { quietDays: true } });
  return (row?.quietDays ?? []).map((day) => day.toISOString().slice(0, 10));
}

type Left = (givenAt: Date) => number;

async function waitingGroups({ workspaceId, db }: TenantTx, zone: string, left: Left): Promise<DeadlineGroup[]> {
  const rows = await db.$queryRaw<{ givenAt: Date; people: number }[]>`
    SELECT date_trunc('day', given_at, ${zone}) AS "givenAt", count(*)::int AS people FROM consents
    WHERE workspace_id = ${workspaceId}::uuid AND iys_state = 'waiting' GROUP BY 1`;
  const groups = new Map<number, number>();
  for (const { givenAt, people } of rows) groups.set(left(givenAt), (groups.get(left(givenAt)) ?? 0) + people);
  return [...groups].map(([daysLeft, people]) => ({ daysLeft, people })).toSorted((a, b) => a.daysLeft - b.daysLeft);
}

async function problemRows(tx: TenantTx, left: Left): Promise<ProblemRow[]> {
  const rows = await tx.db.$queryRaw<
    { msisdn: bigint; state: "refused" | "late"; code: string | null; givenAt: Date }[]
  >`
    SELECT msisdn, iys_state::text AS state, iys_code AS code, given_at AS "givenAt" FROM consents
    WHERE workspace_id = ${tx.workspaceId}::uuid AND iys_state IN ('refused', 'late')
    ORDER BY given_at DESC LIMIT ${SHOWN_PROBLEMS}::int`;
  return rows.map((row) => {
    const msisdn = msisdnFromRow(row.msisdn);
    return { ...row, msisdn, person: sealPerson(tx, msisdn), daysLeft: left(row.givenAt) };
  });
}

async function checksOf({ workspaceId, db }: TenantTx): Promise<IysOverview["checks"]> {
  const rows = await db.$queryRaw<{ answer: string | null; people: number; open: number; oldest: Date | null }[]>`
    SELECT answer, count(*)::int AS people, min(asked_at) AS oldest,
      count(*) FILTER (WHERE asked_at IS NULL OR asked_at < wanted_at)::int AS open
    FROM iys_checks WHERE workspace_id = ${workspaceId}::uuid GROUP BY answer`;
  const count = (answer: IysAnswer) => rows.find((row) => row.answer === answer)?.people ?? 0;
  const [granted, refused, none, unknown] = iysAnswers.map(count);
  const asked = rows.flatMap(({ oldest }) => (oldest === null ? [] : [oldest.getTime()]));
  return {
    open: rows.reduce((sum, { open }) => sum + open, 0),
    oldest: asked.length === 0 ? null : new Date(Math.min(...asked)),
    answers: { granted: granted ?? 0, refused: refused ?? 0, none: none ?? 0, unknown: unknown ?? 0 },
  };
}

/** Where the words of a workspace stand with İYS. */
export async function iysOverview(tx: TenantTx, zone: string, now: Date): Promise<IysOverview> {
  const daysOff = await daysOffOf(tx);
  const left: Left = (givenAt) => businessDaysLeft(dayIn(zone, givenAt), dayIn(zone, now), daysOff);
  const [counts] = await tx.db.$queryRaw<{ registered: number; problems: number; stoppedBy: string | null }[]>`
    SELECT count(*) FILTER (WHERE iys_state = 'registered')::int AS registered,
      count(*) FILTER (WHERE iys_state IN ('refused', 'late'))::int AS problems,
      max(iys_code) FILTER (WHERE iys_state = 'waiting') AS "stoppedBy"
    FROM consents WHERE workspace_id = ${tx.workspaceId}::uuid`;
  return {
    waiting: await waitingGroups(tx, zone, left),
    ...(counts ?? { registered: 0, problems: 0, stoppedBy: null }),
    rows: await problemRows(tx, left),
    checks: await checksOf(tx),
  };
}
