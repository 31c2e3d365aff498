import { isErased, readPads } from "#lib/domain/consent/erased-queries";
import { BOOK_FROM_WAITING, MOVED_FROM_PENDING } from "#lib/domain/messages/book-moves";
import type { Call } from "#lib/domain/messages/commands/begin-call";
import { workspaceLimits } from "#lib/domain/messages/commands/workspace-limits";
import type { FailReason, MessageState } from "#lib/domain/messages/model";
import type { SmsEncoding } from "#lib/domain/messages/segments";
import { withDataKey } from "#lib/infra/crypto/vault";
import type { TenantSql } from "#lib/infra/db/tenant";

/** A call for one message of no campaign. */
export interface SingleCall extends Call {
  readonly provider: string;
  /** For a verification: the code that goes in place of the dots, sealed for the message's id. */
  readonly codeSealed: Uint8Array | null;
}

/**
 * What became of the wish to send one message. `begun`: commit, then make the call. `not_now`: a call of it is open, or
 * the provider asked to wait. `never`: it can't be sent and why. `done`: it left the state pending before.
 */
export type BeganSingle =
  | { readonly kind: "begun"; readonly call: SingleCall }
  | { readonly kind: "not_now" }
  | { readonly kind: "never"; readonly reason: FailReason }
  | { readonly kind: "skipped" }
  | { readonly kind: "done"; readonly state: MessageState | null };

interface SingleRow {
  state: MessageState;
  connection_state: string;
  may_send: boolean;
  is_halted: boolean;
  is_waiting: boolean;
  is_of_member: boolean;
  is_open: boolean;
  is_suppressed: boolean;
  connection_id: string;
  provider: string;
  key_sealed: Buffer | null;
  msisdn: string;
  body: string;
  encoding: SmsEncoding;
  sender: string;
  provider_code: string | null;
  code_sealed: Buffer | null;
}

const LOOK = `
SELECT m.state, m.connection_id, m.msisdn::text AS msisdn, m.body, m.encoding, m.sender, n.provider, n.state AS connection_state,
  ${withDataKey("n.key_sealed")} AS key_sealed, 'messages:send' = ANY (n.scopes) AS may_send, (w.halted_at IS NOT NULL OR w.suspended_at IS NOT NULL OR provider_is_off(n.provider)) AS is_halted,
  coalesce(n.not_before > clock_timestamp(), false) AS is_waiting,
  m.source NOT IN ('test', 'verification') OR EXISTS (
    SELECT FROM test_numbers t JOIN memberships b ON b.workspace_id = $1 AND b.user_id = t.user_id AND b.role <> 'viewer'
    WHERE t.workspace_id = $1 AND t.msisdn = m.msisdn) AS is_of_member,
  EXISTS (SELECT FROM suppressions s WHERE s.workspace_id = $1 AND s.msisdn = m.msisdn)
    OR ${isErased("m.msisdn", "$3", "$4")} AS is_suppressed,
  EXISTS (SELECT FROM dispatch_attempts a WHERE a.workspace_id = $1 AND a.chunk_id IS NULL AND a.state = 'started'
    AND m.id = ANY (a.message_ids)) AS is_open,
  (SELECT s.provider_code FROM senders s WHERE s.workspace_id = $1 AND s.connection_id = m.connection_id AND s.name = m.sender
    ORDER BY s.is_default DESC, s.is_listed DESC, s.status = 'approved' DESC LIMIT 1) AS provider_code,
  CASE WHEN m.source = 'verification' THEN ${withDataKey("t.code_sealed")} END AS code_sealed
FROM messages m
JOIN connections n ON n.workspace_id = m.workspace_id AND n.id = m.connection_id
JOIN workspaces w ON w.id = m.workspace_id
LEFT JOIN test_numbers t ON t.workspace_id = m.workspace_id AND t.id = m.id
WHERE m.workspace_id = $1 AND m.id = $2 AND m.campaign_id IS NULL`;

const MARK = `
WITH moved AS (
  UPDATE messages m SET state = $3::message_state, reason = $4, state_at = now()
  WHERE m.workspace_id = $1 AND m.id = $2 AND m.state = 'pending'
  RETURNING ${MOVED_FROM_PENDING}
), ${BOOK_FROM_WAITING}
SELECT count(*) FROM booked`;

/** Ends a single message without a call. */
export async function endSingle(sql: TenantSql, messageId: string, reason: FailReason): Promise<void> {
  await sql.client.query(MARK, [sql.workspaceId, messageId, "failed", reason]);
}

/**
 * Two jobs for one message go one after the other until the transaction ends; what comes after this sees what the other did.
 */
export async function holdSingle({ client }: TenantSql, messageId: string): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`send ${messageId}`]);
}

/**
 * Begins the call for one message of no campaign, such as a test or a code, after the same checks as for a campaign.
 *
 * @param attemptId Chosen by the caller; the attempt is written with it.
 */
export async function beginSingle(sql: TenantSql, messageId: string, attemptId: string): Promise<BeganSingle> {
  const key = [sql.workspaceId, messageId];
  await holdSingle(sql, messageId);
  const pads = await readPads(sql);
  const row = (await sql.client.query<SingleRow>(LOOK, [...key, pads?.inner ?? null, pads?.outer ?? null])).rows[0];
  if (row === undefined || row.state !== "pending") return { kind: "done", state: row?.state ?? null };
  if (row.is_suppressed) {
    await sql.client.query(MARK, [...key, "skipped", "suppressed"]);
    return { kind: "skipped" };
  }
  // A test goes to a number of somebody who was a member when it was asked for, and must still be one.
  if (!row.is_of_member) return { kind: "never", reason: "not_permitted" };
  if (row.is_halted || row.connection_state !== "active" || !row.may_send || row.key_sealed === null) {
    return { kind: "never", reason: "not_permitted" };
  }
  if (row.is_open || row.is_waiting) return { kind: "not_now" };
  // Tests and answers count against the operator's limit; the cap a workspace gave itself is one of its campaigns.
  const { reached } = await workspaceLimits(sql, new Date());
  if (reached === "limit_reached") return { kind: "never", reason: "over_limit" };
  await sql.client.query(
    `INSERT INTO dispatch_attempts (workspace_id, id, connection_id, fence, message_ids) VALUES ($1, $3, $4, 0, ARRAY[$2::uuid])`,
    [...key, attemptId, row.connection_id],
  );
  return {
    kind: "begun",
    call: {
      attemptId,
      fromId: messageId,
      throughId: messageId,
      connectionId: row.connection_id,
      provider: row.provider,
      items: [{ msisdn: Number(row.msisdn), body: row.body, encoding: row.encoding }],
      keySealed: Uint8Array.from(row.key_sealed),
      sender: row.sender,
      providerCode: row.provider_code ?? "",
      isCommercial: false,
      audience: "individual",
      ...{ sendAt: null, fallback: [] },
      waitMs: 0,
      codeSealed: row.code_sealed === null ? null : Uint8Array.from(row.code_sealed),
    },
  };
}

/** A single message the provider has and has not reported on. */
export interface AwaitedSingle {
  readonly provider: string;
  readonly providerId: string;
  readonly msisdn: number;
  readonly connectionId: string;
  readonly keySealed: Uint8Array;
  /** Milliseconds since it was accepted. */
  readonly ageMs: number;
}

/** Finds a single message whose report is open, on a connection that can be asked; null otherwise. */
export async function awaitedSingle(sql: TenantSql, messageId: string): Promise<AwaitedSingle | null> {
  const { rows } = await sql.client.query<AwaitedSingle>(
    `SELECT n.provider, m.provider_id AS "providerId", m.msisdn::float8 AS msisdn, n.id AS "connectionId", ${withDataKey("n.key_sealed")} AS "keySealed",
       extract(epoch FROM clock_timestamp() - m.accepted_at)::float8 * 1000 AS "ageMs"
     FROM messages m JOIN connections n ON n.workspace_id = m.workspace_id AND n.id = m.connection_id
     WHERE m.workspace_id = $1 AND m.id = $2 AND m.campaign_id IS NULL AND m.state = 'accepted'
       AND m.provider_id IS NOT NULL AND m.msisdn IS NOT NULL AND n.state = 'active' AND n.key_sealed IS NOT NULL`,
    [sql.workspaceId, messageId],
  );
  return rows[0] ?? null;
}
