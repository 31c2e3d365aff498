import { SealError } from "#lib/infra/crypto/aead";
import {
  type DataKey,
  dataKeyIdOf,
  newDataKey,
  openCarried,
  sealUnder,
  unwrapDataKey,
  wrapDataKey,
} from "#lib/infra/crypto/data-key";
import { type Keyring, parseKeyring } from "#lib/infra/crypto/keyring";
import type { SealPlace } from "#lib/infra/crypto/seal";
import type { Secret } from "#lib/infra/crypto/secret";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env, readKeyring } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";

let current: Keyring | undefined;

/** The keyring as it is now: a file that a rotation has changed is read again. */
export function freshKeyring(): Keyring {
  current = parseKeyring(readKeyring(env()), [env().authSecret]);
  return current;
}

/**
 * The keyring of this process. It holds master keys only; no opened secret is ever kept.
 *
 * A key id that it does not know makes it look into the keyring's file once more: a rotation beside a running process
 * needs no restart.
 */
export function keyring(): Keyring {
  const known = current ?? freshKeyring();
  return { ...known, find: (id) => known.find(id) ?? freshKeyring().find(id) };
}

/** Where a secret of a workspace lies; the workspace is that of the transaction. */
export type PlaceHere = Omit<SealPlace, "workspaceId">;

/** Held by who wraps a data key, alone by who changes the keyring: so no key is wrapped with one that is on its way out. */
export const KEYRING_LOCK = 7_236_411_021;

/** Makes a further data key for a workspace, which seals from now on. */
export async function addDataKey({ db, workspaceId }: TenantTx): Promise<DataKey> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock_shared(${KEYRING_LOCK}::bigint)`;
  const key = newDataKey(newId());
  await db.dataKey.create({
    data: { workspaceId, id: key.id, wrapped: wrapDataKey(freshKeyring().primary, workspaceId, key) },
  });
  return key;
}

/** The data key that seals now, held so that it is not removed before the transaction has ended. */
async function sealingKey(tx: TenantTx): Promise<DataKey> {
  const rows = await tx.db.$queryRaw<{ id: string; wrapped: Uint8Array }[]>`
    SELECT id, wrapped FROM data_keys WHERE workspace_id = ${tx.workspaceId}::uuid
    ORDER BY id DESC LIMIT 1 FOR KEY SHARE`;
  const row = rows[0];
  return row === undefined ? addDataKey(tx) : unwrapDataKey(keyring(), tx.workspaceId, row.id, row.wrapped);
}

/** Seals a secret of the workspace for one place; its first secret makes its data key. */
export async function sealIn(tx: TenantTx, place: PlaceHere, secret: Secret): Promise<Uint8Array<ArrayBuffer>> {
  return sealUnder(await sealingKey(tx), { ...place, workspaceId: tx.workspaceId }, secret);
}

/**
 * Opens a sealed secret of the workspace at its place.
 *
 * @throws SealError when it does not open there, or the workspace's data key is gone.
 */
export async function openIn(tx: TenantTx, place: PlaceHere, sealed: Uint8Array): Promise<Secret> {
  const keyId = dataKeyIdOf(sealed);
  if (keyId === null) return openCarriedHere(tx.workspaceId, place, sealed);
  const row = await tx.db.dataKey.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: keyId } },
    select: { wrapped: true },
  });
  if (row === null) throw new SealError();
  return openCarriedHere(tx.workspaceId, place, Buffer.concat([row.wrapped, sealed]));
}

/**
 * Opens a secret that was read by `withDataKey`, outside a transaction and right before its use.
 *
 * @throws SealError as `openIn`.
 */
export function openCarriedHere(workspaceId: string, place: PlaceHere, carried: Uint8Array): Secret {
  return openCarried(keyring(), { ...place, workspaceId }, carried);
}

/**
 * SQL that reads a sealed column together with its wrapped data key, for `openCarriedHere`. The workspace is `$1`.
 *
 * One expression, so that both come from one moment however a rotation runs beside it. Where the data key is gone the
 * column comes alone, and does not open.
 */
export function withDataKey(column: string): string {
  return `coalesce((SELECT dk.wrapped FROM data_keys dk
    WHERE dk.workspace_id = $1 AND uuid_send(dk.id) = substring(${column} FROM 2 FOR 16)), ''::bytea) || ${column}`;
}
