import { type BeganRow, type BeginOptions, beginStatement } from "#lib/domain/messages/commands/begin-call-sql";
import { bookBeyondTurn, bookPace, bookRate, takeTurn } from "#lib/domain/messages/commands/book-rate";
import { callLimits } from "#lib/domain/messages/commands/call-limits";
import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
import { leaveOut } from "#lib/domain/messages/commands/leave-out";
import type { SmsEncoding } from "#lib/domain/messages/segments";
import type { TenantSql, TenantStatements } from "#lib/infra/db/tenant";

/** A message on its way into a call. */
export interface CallItem {
  readonly msisdn: number;
  readonly body: string;
  readonly encoding: SmsEncoding;
}

/** What a begun call is made with. */
export interface Call {
  readonly attemptId: string;
  /** The ids of its messages lie between these two. */
  readonly fromId: string;
  readonly throughId: string;
  readonly connectionId: string;
  readonly items: readonly CallItem[];
  /** Provider key, sealed for the connection. */
  readonly keySealed: Uint8Array;
  readonly sender: string;
  readonly providerCode: string;
  readonly isCommercial: boolean;
  /** The list of İYS that its people stand on, for the provider's consent filter; a call of one text has one list as well. */
  readonly audience: "individual" | "merchant";
  /** When the provider is to send it, where it keeps the campaign until then; null for at once. */
  readonly sendAt: Date | null;
  /** Providers behind the connection that the remote tries in turn. */
  readonly fallback: readonly string[];
  /** How long to wait before the first byte, where the provider counts recipients a second. */
  readonly waitMs: number;
}

/**
 * What became of the wish to make a call.
 *
 * `begun`: its attempt is written; once the transaction is committed the call may be made. `skipped`: everybody looked at
 * was left out. `none_left`: nobody from the given place on is pending. `not_now`: lease lost, campaign stopped, workspace
 * halted, provider turned off, quiet hours, connection not ready, whoever sent it may not send any more, or a call of the chunk still
 * open. `cap_reached`: the workspace has written to as many people today as it may. `limit_reached`: so it has within a day
 * by the operator of the instance. `sender_cap_reached`: so has the member who sent the campaign.
 */
export type BeganCall = { readonly throughId: string | null } & (
  | { readonly kind: "begun"; readonly call: Call }
  | { readonly kind: "skipped" | "none_left" | "not_now" | "cap_reached" | "limit_reached" | "sender_cap_reached" }
);

/** Books a call with whatever sets its pace; how long it waits for both, in milliseconds. */
async function waitFor(
  sql: TenantSql,
  { connectionId, campaignId, pace }: ChunkLease,
  { people, perSecond, hasTurn }: Pick<BeginOptions, "perSecond" | "hasTurn"> & { readonly people: number },
): Promise<number> {
  if (hasTurn && perSecond !== null) await bookBeyondTurn(sql, connectionId, people, perSecond);
  const byRate = hasTurn || perSecond === null ? 0 : await bookRate(sql, connectionId, people, perSecond);
  const byPace = pace === null ? 0 : await bookPace(sql, campaignId, people);
  return Math.max(byRate, byPace);
}

/** What the statement says became of the wish; null when it begins nothing as a transaction by itself. */
function readBegan(lease: ChunkLease, options: BeginOptions, row: BeganRow | undefined): BeganCall | null {
  if (row === undefined) throw new Error("a call was begun without an answer");
  const { connection_id: connectionId, key_sealed: keySealed, attempt_id: attemptId, through_id: throughId } = row;
  if (connectionId === null || keySealed === null) return { kind: "not_now", throughId: null };
  if (row.is_long === true) return null;
  if (row.looked_at === 0) return { kind: "none_left", throughId: null };
  if (attemptId === null || row.items === null) return { kind: "skipped", throughId };
  return {
    kind: "begun",
    throughId,
    call: {
      attemptId,
      fromId: options.fromId,
      throughId: throughId ?? lease.lastId,
      connectionId,
      items: row.items.map(([msisdn, body, encoding]) => ({ msisdn, body, encoding })),
      keySealed: Uint8Array.from(keySealed),
      sender: row.sender_name ?? "",
      providerCode: row.provider_code ?? "",
      isCommercial: row.is_commercial === true,
      audience: row.list === "merchant" ? "merchant" : "individual",
      ...{ sendAt: row.send_at, fallback: row.fallback ?? [], waitMs: 0 },
    },
  };
}

/**
 * Begins a provider call as `beginCall` does, in a transaction of one statement: the usual case, in which nothing limits the
 * workspace and nobody is left out.
 *
 * @returns null where that is not so, and nothing was begun: `beginCall` has to.
 */
export async function beginAtOnce(
  sql: TenantStatements,
  lease: ChunkLease,
  options: BeginOptions,
): Promise<BeganCall | null> {
  if (options.perSecond !== null || lease.pace !== null) return null;
  const terms = { room: Number.POSITIVE_INFINITY, pads: null, isAlone: true };
  const { rows } = await sql.client.query<BeganRow>(beginStatement(sql.workspaceId, lease, options, terms));
  return readBegan(lease, options, rows[0]);
}

/**
 * Begins a provider call for the next pending messages of a leased chunk: renews the lease, checks that sending is still
 * allowed, leaves out who must not be texted any more, and writes the attempt.
 *
 * Commit before the first byte leaves; the call itself never happens inside the transaction.
 *
 * @throws TurnLost when the call has a turn but is for more people than fit now; nothing of it may be committed.
 */
export async function beginCall(sql: TenantSql, lease: ChunkLease, options: BeginOptions): Promise<BeganCall> {
  const { room, reached, pads } = await callLimits(sql, lease.campaignId, options.now);
  if (reached !== null) return { kind: reached, throughId: null };
  const { perSecond, hasTurn } = options;
  await takeTurn(sql, {
    connectionId: perSecond === null || hasTurn ? null : lease.connectionId,
    campaignId: lease.pace === null ? null : lease.campaignId,
  });
  const { name, text, values } = beginStatement(sql.workspaceId, lease, options, { room, pads, isAlone: false });
  const { rows } = await sql.client.query<BeganRow>({ name, text, values: [...values] });
  const began = readBegan(lease, options, rows[0]);
  if (began === null) throw new Error("a call was begun by half");
  if (began.kind !== "not_now" && rows[0]?.skipped) await leaveOut(sql, rows[0].skipped);
  if (began.kind !== "begun") return began;
  const people = began.call.items.length;
  return { ...began, call: { ...began.call, waitMs: await waitFor(sql, lease, { people, perSecond, hasTurn }) } };
}
