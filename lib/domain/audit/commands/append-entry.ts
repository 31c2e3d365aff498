import { type ChainedEntry, canonicalText } from "#lib/domain/audit/chain";
import type { AuditEntry } from "#lib/domain/audit/model";
import { Secret } from "#lib/infra/crypto/secret";
import { keyedHash, newToken } from "#lib/infra/crypto/tokens";
import { openIn, sealIn } from "#lib/infra/crypto/vault";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** Where an act came from; null for what the product did by itself. */
export interface ActOrigin {
  readonly ip: string | null;
  readonly device: string | null;
}

interface Head {
  readonly id: string;
  readonly key_sealed: Uint8Array;
  readonly seq: bigint;
  readonly mac: Uint8Array;
  readonly at: Date;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** Locks the end of the history until the transaction ends; so entries stand in the order of their commits. */
async function holdHead({ db, workspaceId }: TenantTx): Promise<Head | null> {
  const rows = await db.$queryRaw<Head[]>`
    SELECT id, key_sealed, seq, mac, date_trunc('milliseconds', clock_timestamp()) AS at
    FROM audit_heads WHERE workspace_id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  return rows[0] ?? null;
}

/** The key of a workspace's chain. */
export async function chainKey(tx: TenantTx, head: { id: string; key_sealed: Uint8Array }): Promise<Secret> {
  return openIn(tx, { purpose: "audit-chain", rowId: head.id }, head.key_sealed);
}

/** Begins the chain of a workspace with the entries it has from before. */
async function beginChain(tx: TenantTx): Promise<Head> {
  const { db, workspaceId } = tx;
  const [id, key] = [newId(), new Secret(newToken())];
  const sealed = await sealIn(tx, { purpose: "audit-chain", rowId: id }, key);
  await db.$executeRaw`
    INSERT INTO audit_heads (workspace_id, id, key_sealed, mac) VALUES (${workspaceId}::uuid, ${id}::uuid, ${sealed}, ''::bytea)
    ON CONFLICT (workspace_id) DO NOTHING`;
  const head = await holdHead(tx);
  if (head === null) throw new Error("the head of a history was made and is not there");
  return head.seq > 0n ? head : adoptEarlier(tx, head);
}

async function adoptEarlier(tx: TenantTx, head: Head): Promise<Head> {
  const { db, workspaceId } = tx;
  const earlier = await db.auditEvent.findMany({ where: { workspaceId }, orderBy: { id: "asc" } });
  if (earlier.length === 0) return head;
  const key = await chainKey(tx, head);
  let mac: Uint8Array = new Uint8Array();
  const adopted = earlier.map((row, index) => {
    const entry = { ...row, seq: index + 1, detail: row.detail as AuditEntry["detail"], at: row.createdAt };
    mac = macOf(key, workspaceId, entry, mac);
    return { id: row.id, seq: entry.seq, mac };
  });
  await db.$executeRaw`
    SELECT adopt_audit_events(${workspaceId}::uuid, ${adopted.map(({ id }) => id)}::uuid[],
      ${adopted.map(({ seq }) => seq)}::bigint[], ${adopted.map((row) => row.mac)}::bytea[])`;
  return { ...head, seq: BigInt(adopted.length), mac };
}

/** The digest of an entry, keyed with the secret of its chain. */
export function macOf(
  key: Secret,
  workspaceId: string,
  entry: ChainedEntry,
  before: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return keyedHash(key.reveal(), canonicalText(workspaceId, entry, hex(before)));
}

/**
 * Appends an entry to the history of the workspace, in the transaction of its change.
 *
 * It is the last thing a transaction writes: it waits for the entry before it to be committed, and while it holds the end
 * of the history it waits for nothing else, so no two can wait for each other.
 */
export async function appendEntry(
  tx: TenantTx,
  action: string,
  entry: AuditEntry,
  origin: ActOrigin | null,
): Promise<void> {
  const { db, workspaceId, actorId } = tx;
  const head = (await holdHead(tx)) ?? (await beginChain(tx));
  const chained: ChainedEntry = {
    ...{ seq: Number(head.seq) + 1, id: newId(), actorId, action, subject: entry.subject, at: head.at },
    detail: JSON.parse(JSON.stringify(entry.detail)) as AuditEntry["detail"],
    ...{ ip: origin?.ip ?? null, device: origin?.device ?? null },
  };
  const mac = macOf(await chainKey(tx, head), workspaceId, chained, head.mac);
  const { at, detail, seq, ...rest } = chained;
  await db.auditEvent.create({
    data: {
      ...{ ...rest, workspaceId, seq, createdAt: at, mac },
      detail: { ...detail } as Record<string, string | number | boolean | null | string[]>,
    },
  });
  await db.$executeRaw`
    UPDATE audit_heads SET seq = ${seq}::bigint, mac = ${mac} WHERE workspace_id = ${workspaceId}::uuid`;
}
