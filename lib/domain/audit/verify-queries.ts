import type { ChainFault, ChainVerdict } from "#lib/domain/audit/chain";
import { chainKey, macOf } from "#lib/domain/audit/commands/append-entry";
import type { AuditEntry } from "#lib/domain/audit/model";
import type { ChainAnchor } from "#lib/infra/audit-anchor";
import { SealError } from "#lib/infra/crypto/aead";
import type { Secret } from "#lib/infra/crypto/secret";
import { equalHashes } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Entries that are read at once. */
const PART = 1_000;

interface Head {
  readonly id: string;
  readonly key_sealed: Uint8Array;
  readonly seq: bigint;
  readonly mac: Uint8Array;
}

const broken = (fault: ChainFault): ChainVerdict => ({ kind: "broken", fault });

async function keyOf(tx: TenantTx, head: Pick<Head, "id" | "key_sealed">): Promise<Secret | null> {
  try {
    return await chainKey(tx, head);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

/** A place in a chain: number and digest of the entry there; before the first, zero and nothing. */
interface Place {
  readonly seq: number;
  readonly mac: Uint8Array;
}

const START: Place = { seq: 0, mac: new Uint8Array() };

/** Reads up to so many entries after a place; the place it comes to, having met the anchor if it lies on the way, or the first fault. */
async function walkPart(
  { db, workspaceId }: TenantTx,
  key: Secret,
  from: Place,
  { anchor, part }: { anchor: ChainAnchor | undefined; part: number },
): Promise<{ fault: ChainFault } | Place> {
  let { seq, mac } = from;
  // Bounded by the number and not by how many there are: none of two with one number is left for nobody to look at.
  const rows = await db.auditEvent.findMany({
    where: { workspaceId, seq: { gt: seq, lte: seq + part } },
    orderBy: [{ seq: "asc" }, { id: "asc" }],
  });
  for (const row of rows) {
    if (Number(row.seq) !== seq + 1) {
      // The same number twice: the second is not the one that was written.
      const isTwice = Number(row.seq) === seq;
      return {
        fault: { kind: isTwice ? "changed" : "missing", seq: isTwice ? seq : seq + 1, id: isTwice ? row.id : null },
      };
    }
    seq += 1;
    mac = macOf(key, workspaceId, { ...row, seq, detail: row.detail as AuditEntry["detail"], at: row.createdAt }, mac);
    const isAnchored = anchor?.seq !== seq || anchor.mac === Buffer.from(mac).toString("hex");
    if (row.mac === null || !equalHashes(row.mac, mac) || !isAnchored) {
      return { fault: { kind: "changed", seq, id: row.id } };
    }
  }
  return { seq, mac };
}

/** Walks from a place to the end, while the head is held. */
async function walkToEnd(
  tx: TenantTx,
  key: Secret,
  from: Place,
  how: { anchor: ChainAnchor | undefined; part: number },
): Promise<{ fault: ChainFault } | Place> {
  let place = from;
  for (;;) {
    const next = await walkPart(tx, key, place, how);
    if ("fault" in next) return next;
    if (next.seq < place.seq + how.part) {
      const { db, workspaceId } = tx;
      const isEnd = (await db.auditEvent.count({ where: { workspaceId, seq: { gt: next.seq } } })) === 0;
      return isEnd ? next : { fault: { kind: "missing", seq: next.seq + 1, id: null } };
    }
    place = next;
  }
}

/** The head, held, so that no entry comes in between. */
async function heldHead({ db, workspaceId }: TenantTx): Promise<Head | undefined> {
  const [head] = await db.$queryRaw<Head[]>`
    SELECT id, key_sealed, seq, mac FROM audit_heads WHERE workspace_id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  return head;
}

/** Runs work in a transaction of the workspace. */
type Door = <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;

/**
 * Looks the history of a workspace through, from its first entry to its end: a part at a time, each in a transaction of its
 * own, and only for the last part is the end held still. A history of any length holds nobody up who writes meanwhile.
 *
 * @param anchor Where it was known to be; without it a tail that was cut off together with the head goes unseen.
 */
export async function verifyChain(
  transact: Door,
  anchor: ChainAnchor | undefined,
  part: number = PART,
): Promise<ChainVerdict> {
  let place = START;
  for (;;) {
    const next = await transact(async (tx) => {
      const head = await tx.db.auditHead.findUnique({ where: { workspaceId: tx.workspaceId } });
      const key = head === null ? null : await keyOf(tx, { id: head.id, key_sealed: head.keySealed });
      return key === null ? place : walkPart(tx, key, place, { anchor, part });
    });
    if ("fault" in next) return broken(next.fault);
    const isFull = next.seq === place.seq + part;
    place = next;
    if (!isFull) return transact((tx) => concludeFrom(tx, place, { anchor, part }));
  }
}

/** Looks at what comes after a place, with the end held still, and whether it is the end that is known. */
async function concludeFrom(
  tx: TenantTx,
  place: Place,
  how: { anchor: ChainAnchor | undefined; part: number },
): Promise<ChainVerdict> {
  const { db, workspaceId } = tx;
  const { anchor } = how;
  const head = await heldHead(tx);
  if (head === undefined) {
    const entries = await db.auditEvent.count({ where: { workspaceId } });
    const isUntouched =
      anchor === undefined && (await db.auditEvent.count({ where: { workspaceId, seq: { not: null } } })) === 0;
    return isUntouched ? { kind: "whole", entries } : broken({ kind: "no_head" });
  }
  const key = await keyOf(tx, head);
  if (key === null) return broken({ kind: "key_unreadable" });
  const end = await walkToEnd(tx, key, place, how);
  if ("fault" in end) return broken(end.fault);
  const loose = await db.auditEvent.findFirst({ where: { workspaceId, seq: null }, select: { id: true } });
  if (loose !== null) return broken({ kind: "not_chained", seq: end.seq + 1, id: loose.id });
  const knownSeq = Math.max(Number(head.seq), anchor?.seq ?? 0);
  if (end.seq < knownSeq || !equalHashes(end.mac, head.mac)) return broken({ kind: "cut", seq: end.seq, knownSeq });
  return { kind: "whole", entries: end.seq };
}

/** Where a history ends, for its anchor: nowhere before its first entry, and nowhere to be noted if it is another one. */
type ChainEnd =
  | { readonly kind: "end"; readonly seq: number; readonly mac: string }
  | { readonly kind: "none" | "another" };

/**
 * The end of the history, for its anchor; none before the first entry.
 *
 * @param since The anchor of before. A history that does not go on from there, entry by entry, is another one: shorter, or
 * rewritten by somebody who may have brought it to the old length again.
 */
export async function chainEnd(tx: TenantTx, since: ChainAnchor | undefined): Promise<ChainEnd> {
  const head = await heldHead(tx);
  if (head === undefined || head.seq === 0n) return { kind: since === undefined ? "none" : "another" };
  if (since !== undefined && !(await goesOn(tx, head, since))) return { kind: "another" };
  return { kind: "end", seq: Number(head.seq), mac: Buffer.from(head.mac).toString("hex") };
}

/** Whether the entries after an anchor lead from it to the head. */
async function goesOn(tx: TenantTx, head: Head, { seq, mac }: ChainAnchor): Promise<boolean> {
  const key = await keyOf(tx, head);
  if (key === null) return false;
  const end = await walkToEnd(tx, key, { seq, mac: Buffer.from(mac, "hex") }, { anchor: undefined, part: PART });
  return !("fault" in end) && end.seq === Number(head.seq) && equalHashes(end.mac, head.mac);
}

/** Entries that a page looks through; the whole history is `audit verify`'s. */
const TAIL = 300;

/** Whether the newest entries and the end of the history fit together, as far back as a page can look. */
export async function isTailWhole(tx: TenantTx): Promise<boolean> {
  const { db, workspaceId } = tx;
  const head = await db.auditHead.findUnique({ where: { workspaceId } });
  if (head === null) return (await db.auditEvent.findFirst({ where: { workspaceId, seq: { not: null } } })) === null;
  const key = await keyOf(tx, { id: head.id, key_sealed: head.keySealed });
  if (key === null) return false;
  const rows = await db.auditEvent.findMany({
    where: { workspaceId, seq: { gte: head.seq - BigInt(TAIL), lte: head.seq } },
    orderBy: { seq: "asc" },
  });
  if (rows.length !== Math.min(TAIL + 1, Number(head.seq))) return false;
  let before: Uint8Array | null = Number(head.seq) <= TAIL + 1 ? new Uint8Array() : null;
  for (const row of rows) {
    const entry = { ...row, seq: Number(row.seq), detail: row.detail as AuditEntry["detail"], at: row.createdAt };
    if (row.mac === null) return false;
    if (before !== null && !equalHashes(row.mac, macOf(key, workspaceId, entry, before))) return false;
    before = row.mac;
  }
  return before !== null && equalHashes(before, head.mac);
}
