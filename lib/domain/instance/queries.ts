import { z } from "zod";
import type { NormalEmail } from "#lib/domain/accounts/model";
import { DomainError } from "#lib/domain/errors";
import { type InstanceSettings, usualSettings, type WorkspaceFigures } from "#lib/domain/instance/model";
import { isStorable } from "#lib/domain/storable";
import type { AccountTx, TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";

const Ramp = z.number().int().nullable();
const Note = z.object({ tr: z.string(), en: z.string() });

/** What the operator has decided; what was not decided is as usual. */
export async function readSettings({ db }: AccountTx): Promise<InstanceSettings> {
  const rows = await db.instanceSetting.findMany();
  const stored = new Map(rows.map(({ key, value }) => [key, value]));
  const note = Note.safeParse(stored.get("note"));
  return {
    isSignUpOpen: stored.get("sign_up") === undefined ? usualSettings.isSignUpOpen : stored.get("sign_up") === "open",
    ramp: Ramp.catch(null).parse(stored.get("ramp") ?? null),
    note: note.success ? note.data : usualSettings.note,
  };
}

/** Whether an account can be opened without an invitation: the environment and the operator must both allow it. */
export async function isSignUpOpen(tx: AccountTx): Promise<boolean> {
  return env().isSignUpOpen && (await readSettings(tx)).isSignUpOpen;
}

/** A workspace as the operator sees it in the list: that it is there, and how it stands. Nothing of its contents. */
export interface WorkspaceLine {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly suspendedAt: Date | null;
  readonly dailyLimit: number | null;
  readonly members: number;
}

/** Every workspace of the instance, the newest first. */
export function listWorkspaces({ db }: AccountTx): Promise<WorkspaceLine[]> {
  return db.$queryRaw<WorkspaceLine[]>`
    SELECT id, slug, name, created_at AS "createdAt", suspended_at AS "suspendedAt", daily_limit AS "dailyLimit", members
    FROM instance_workspaces()`;
}

/** One workspace by its address. */
export async function findWorkspace({ db }: AccountTx, slug: string): Promise<WorkspaceLine | null> {
  if (!isStorable(slug)) return null;
  const rows = await db.$queryRaw<WorkspaceLine[]>`
    SELECT id, slug, name, created_at AS "createdAt", suspended_at AS "suspendedAt", daily_limit AS "dailyLimit", members
    FROM instance_workspaces() WHERE slug = ${slug}`;
  return rows[0] ?? null;
}

const DAY_MS = 24 * 60 * 60_000;

/** People to whom campaigns of the workspace were started within the last day, and who got a test, an answer or a code. */
export async function countedWithinDay({ db, workspaceId }: TenantTx, now: Date): Promise<number> {
  const since = new Date(now.getTime() - DAY_MS);
  const { _sum } = await db.campaign.aggregate({
    where: { workspaceId, holdUntil: { gt: since } },
    _sum: { people: true },
  });
  const [others] = await db.$queryRaw<{ reached: number }[]>`
    SELECT others_reached_since(${workspaceId}::uuid, ${since}::timestamptz)::float8 AS reached`;
  return (_sum.people ?? 0) + (others?.reached ?? 0);
}

/**
 * The most people the workspace may reach within 24 hours: the operator's limit, and the ramp of its first week, whichever is
 * less. Null without either.
 */
export async function dailyLimitOf({ db, workspaceId }: Pick<TenantTx, "db" | "workspaceId">): Promise<number | null> {
  const [row] = await db.$queryRaw<{ most: number | null }[]>`SELECT daily_limit_of(${workspaceId}::uuid) AS most`;
  return row?.most ?? null;
}

/**
 * Lets one more person be written to under the operator's limit. What asks goes one after the other until its transaction
 * ends, as calls of campaigns do.
 *
 * @throws DomainError `workspace.over_limit`.
 */
export async function requireUnderLimit({ db, workspaceId }: TenantTx): Promise<void> {
  if ((await dailyLimitOf({ db, workspaceId })) === null) return;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`cap ${workspaceId}`}, 0))`;
  const [limit] = await db.$queryRaw<{ room: number }[]>`
    SELECT (daily_limit_of(id) - people_reached_since(id, now() - interval '24 hours'))::float8 AS room
    FROM workspaces WHERE id = ${workspaceId}::uuid`;
  if ((limit?.room ?? 0) <= 0) throw new DomainError("workspace.over_limit");
}

/** Counts what is in a workspace. */
export async function workspaceFigures(tx: TenantTx, now: Date): Promise<WorkspaceFigures> {
  const { db, workspaceId } = tx;
  const where = { workspaceId };
  const members = await db.membership.groupBy({ by: ["role"], where, _count: true });
  const connections = await db.connection.groupBy({ by: ["state"], where, _count: true });
  const campaigns = await db.campaign.groupBy({ by: ["state"], where, _count: true });
  const started = await db.campaign.aggregate({
    where: { ...where, holdUntil: { not: null } },
    _sum: { people: true },
    _max: { holdUntil: true },
  });
  return {
    members: Object.fromEntries(members.map(({ role, _count }) => [role, _count])),
    connections: Object.fromEntries(connections.map(({ state, _count }) => [state, _count])),
    campaigns: Object.fromEntries(campaigns.map(({ state, _count }) => [state, _count])),
    countedToday: await countedWithinDay(tx, now),
    startedEver: started._sum.people ?? 0,
    lastStartAt: started._max.holdUntil,
  };
}

/** An account as the operator sees it. */
export interface UserLine {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isOperator: boolean;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly lastSeenAt: Date | null;
}

const USERS_PER_PAGE = 50;

/** A page of accounts, the newest first. */
export async function listUsers(
  { db }: AccountTx,
  { search, after }: { readonly search: string; readonly after: string | null },
): Promise<{ users: UserLine[]; next: string | null }> {
  const rows = await db.user.findMany({
    where: {
      ...(search !== "" && {
        OR: [{ email: { contains: search } }, { name: { contains: search, mode: "insensitive" } }],
      }),
      ...(after !== null && { id: { lt: after } }),
    },
    orderBy: { id: "desc" },
    take: USERS_PER_PAGE + 1,
    select: {
      id: true,
      name: true,
      email: true,
      isOperator: true,
      createdAt: true,
      disabledAt: true,
      sessions: { orderBy: { lastSeenAt: "desc" }, take: 1, select: { lastSeenAt: true } },
    },
  });
  const users = rows
    .slice(0, USERS_PER_PAGE)
    .map(({ sessions, ...user }) => ({ ...user, lastSeenAt: sessions[0]?.lastSeenAt ?? null }));
  return { users, next: rows.length > USERS_PER_PAGE ? (users.at(-1)?.id ?? null) : null };
}

/** The account of an address; null when there is none. */
export async function findUserId({ db }: AccountTx, email: NormalEmail): Promise<string | null> {
  return (await db.user.findUnique({ where: { email }, select: { id: true } }))?.id ?? null;
}

/** Something that was done to the instance. */
export interface InstanceEventLine {
  readonly id: string;
  readonly action: string;
  readonly subject: string | null;
  readonly actorName: string | null;
  readonly createdAt: Date;
}

/** The last things done to the instance. */
export async function recentEvents({ db }: AccountTx, limit: number): Promise<InstanceEventLine[]> {
  const rows = await db.instanceEvent.findMany({ orderBy: { id: "desc" }, take: limit });
  const actorIds = rows.flatMap(({ actorId }) => (actorId === null ? [] : [actorId]));
  const actors = await db.user.findMany({ where: { id: { in: actorIds } }, select: { id: true, name: true } });
  const nameOf = new Map(actors.map(({ id, name }) => [id, name]));
  return rows.map(({ id, action, subject, actorId, createdAt }) => {
    return { id, action, subject, createdAt, actorName: actorId === null ? null : (nameOf.get(actorId) ?? null) };
  });
}
