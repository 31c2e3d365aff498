import { SealError } from "#lib/infra/crypto/aead";
import { type DataKey, dataKeyIdOf, sealUnder, unwrapDataKey, wrappingKeyId } from "#lib/infra/crypto/data-key";
import { open, seal, sealedKeyId } from "#lib/infra/crypto/seal";
import { type PersonalColumn, type SealedColumn, sealedColumns } from "#lib/infra/crypto/sealed-columns";
import { addDataKey, freshKeyring, keyring, openIn, sealIn } from "#lib/infra/crypto/vault";
import type { AccountTx, TenantTx } from "#lib/infra/db/tenant";

/** Rows read at a time; each is rewritten by itself, so no row is locked for longer than its own change. */
const BATCH = 200;

/** What a round over sealed records did. Unreadable ones stay as they are: they name a key that must not be retired. */
export interface Resealed {
  readonly moved: number;
  readonly unreadable: number;
}

/** The condition that a row is of the workspace `$1`. */
const isHere = ({ workspaceColumn = "workspace_id" }: SealedColumn) => `${workspaceColumn} = $1::uuid`;

const NEWEST = `SELECT id, wrapped FROM data_keys WHERE workspace_id = $1::uuid ORDER BY id DESC LIMIT 1`;

/**
 * Gives the workspace a data key under the keyring's first key, unless its newest is one already.
 *
 * @returns whether a new one was made.
 */
export async function renewDataKey(tx: TenantTx): Promise<boolean> {
  const [newest] = await tx.db.$queryRawUnsafe<{ wrapped: Uint8Array }[]>(NEWEST, tx.workspaceId);
  if (newest !== undefined && wrappingKeyId(newest.wrapped) === freshKeyring().primary.id) return false;
  await addDataKey(tx);
  return true;
}

interface SealedRow {
  readonly id: string;
  readonly sealed: Uint8Array;
}

async function resealRow(tx: TenantTx, at: SealedColumn, key: DataKey, row: SealedRow): Promise<number> {
  const { table, column, purpose, keyIdColumn } = at;
  const place = { purpose, workspaceId: tx.workspaceId, rowId: row.id };
  const fresh = sealUnder(key, place, await openIn(tx, place, row.sealed));
  const alsoKeyId = keyIdColumn === undefined ? "" : `, ${keyIdColumn} = '${key.id}'`;
  // Compared with what was read: whoever changed the secret meanwhile sealed it with a key that is no older.
  return tx.db.$executeRawUnsafe(
    `UPDATE ${table} SET ${column} = $3${alsoKeyId} WHERE ${isHere(at)} AND id = $2::uuid AND ${column} = $4`,
    ...[tx.workspaceId, row.id, fresh, row.sealed],
  );
}

async function resealBatch(tx: TenantTx, at: SealedColumn, after: string): Promise<Resealed & { last: string | null }> {
  const [newest] = await tx.db.$queryRawUnsafe<{ id: string; wrapped: Uint8Array }[]>(NEWEST, tx.workspaceId);
  if (newest === undefined) return { moved: 0, unreadable: 0, last: null };
  const key = unwrapDataKey(keyring(), tx.workspaceId, newest.id, newest.wrapped);
  const rows = await tx.db.$queryRawUnsafe<SealedRow[]>(
    `SELECT id, ${at.column} AS sealed FROM ${at.table}
     WHERE ${isHere(at)} AND id > $2::uuid AND ${at.column} IS NOT NULL ORDER BY id LIMIT ${BATCH}`,
    ...[tx.workspaceId, after],
  );
  let [moved, unreadable] = [0, 0];
  for (const row of rows) {
    if (dataKeyIdOf(row.sealed) === key.id) continue;
    try {
      moved += await resealRow(tx, at, key, row);
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      unreadable += 1;
    }
  }
  return { moved, unreadable, last: rows.at(-1)?.id ?? null };
}

/**
 * Seals every secret of a workspace with its newest data key. May end at any point and be run again, beside everything else.
 *
 * @param transact Opens a transaction in the workspace; each batch is one.
 */
export async function resealAll(transact: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>): Promise<Resealed> {
  let [moved, unreadable] = [0, 0];
  for (const at of sealedColumns) {
    let after: string | null = "00000000-0000-0000-0000-000000000000";
    while (after !== null) {
      const from: string = after;
      const batch = await transact((tx) => resealBatch(tx, at, from));
      moved += batch.moved;
      unreadable += batch.unreadable;
      after = batch.last;
    }
  }
  return { moved, unreadable };
}

/**
 * Removes data keys that seal nothing any more. One that a newer key followed less than `graceMs` ago stays: a reader may
 * hold a record of it while the record is resealed.
 */
export async function dropUnusedDataKeys(tx: TenantTx, graceMs: number): Promise<void> {
  const old = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT k.id FROM data_keys k WHERE k.workspace_id = ${tx.workspaceId}::uuid AND EXISTS (
      SELECT FROM data_keys n WHERE n.workspace_id = k.workspace_id AND n.id > k.id
        AND n.created_at <= clock_timestamp() - ${graceMs}::float8 * interval '1 millisecond')
    FOR UPDATE OF k`;
  // The lock has waited for everybody who was sealing with it; so this look, a later statement, sees what they wrote.
  for (const { id } of old) {
    const used = sealedColumns.map(
      (at) =>
        `EXISTS (SELECT FROM ${at.table} WHERE ${isHere(at)} AND substring(${at.column} FROM 1 FOR 17) = '\\x02'::bytea || uuid_send($2::uuid))`,
    );
    await tx.db.$executeRawUnsafe(
      `DELETE FROM data_keys WHERE workspace_id = $1::uuid AND id = $2::uuid AND NOT (${used.join(" OR ")})`,
      ...[tx.workspaceId, id],
    );
  }
}

/** Seals a column of people with the keyring's first key, row by row; the counterpart of `resealAll` for shared tables. */
export async function resealPersonal({ db }: AccountTx, at: PersonalColumn): Promise<Resealed> {
  const ring = freshKeyring();
  const rows = await db.$queryRawUnsafe<(SealedRow & { person: string })[]>(
    `SELECT id, ${at.personColumn} AS person, ${at.column} AS sealed FROM ${at.table} WHERE ${at.column} IS NOT NULL`,
  );
  let [moved, unreadable] = [0, 0];
  for (const { id, person, sealed } of rows) {
    try {
      if (sealedKeyId(sealed) === ring.primary.id) continue;
      const place = { purpose: at.purpose, workspaceId: person, rowId: id };
      const fresh = seal(ring, place, open(ring, place, sealed));
      moved += await db.$executeRawUnsafe(
        `UPDATE ${at.table} SET ${at.column} = $2 WHERE id = $1::uuid AND ${at.column} = $3`,
        ...[id, fresh, sealed],
      );
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      unreadable += 1;
    }
  }
  return { moved, unreadable };
}

/** The key of the history's chain, which outlives an erasure together with the history. */
const HISTORY = { purpose: "audit-chain" } as const;

/**
 * Makes every secret of a workspace unreadable for good, also in older backups: its data keys go.
 *
 * What the keyring sealed itself, before data keys, is emptied. The history stays and can still be looked through: its
 * key alone is sealed with a new data key.
 */
export async function eraseDataKeys(tx: TenantTx): Promise<void> {
  const head = await tx.db.auditHead.findUnique({ where: { workspaceId: tx.workspaceId } });
  const chainKey = head === null ? null : await openIn(tx, { ...HISTORY, rowId: head.id }, head.keySealed);
  for (const at of sealedColumns) {
    const { table, column } = at;
    await tx.db.$executeRawUnsafe(
      `UPDATE ${table} SET ${column} = NULL WHERE ${isHere(at)} AND substring(${column} FROM 1 FOR 1) = '\\x01'`,
      tx.workspaceId,
    );
  }
  await tx.db.dataKey.deleteMany({ where: { workspaceId: tx.workspaceId } });
  if (head === null || chainKey === null) return;
  const keySealed = await sealIn(tx, { ...HISTORY, rowId: head.id }, chainKey);
  await tx.db.auditHead.updateMany({ where: { workspaceId: tx.workspaceId }, data: { keySealed } });
}
