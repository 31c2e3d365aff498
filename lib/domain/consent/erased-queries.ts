import { createHmac, randomBytes } from "node:crypto";
import type { Msisdn } from "#lib/domain/contacts/model";
import { Secret } from "#lib/infra/crypto/secret";
import { openCarriedHere, openIn, sealIn, withDataKey } from "#lib/infra/crypto/vault";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";

/** The key of a workspace under which erased numbers are hashed, in the form the database computes with. */
export interface NumberPads {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

const BLOCK_BYTES = 64;

function placeOf(workspaceId: string) {
  return { purpose: "number-hash", rowId: workspaceId } as const;
}

const bytesOf = (key: Secret) => Buffer.from(key.reveal(), "base64");

/** SQL that reads the sealed key of the workspace `$1`, for `openPads`. */
export const NUMBER_KEY = withDataKey("number_key_sealed");

/** Opens the sealed key of a workspace; null where nobody was erased. A key that does not open throws, and nothing is sent. */
export function openPads(workspaceId: string, carried: Uint8Array | null): NumberPads | null {
  if (carried === null) return null;
  const block = Buffer.alloc(BLOCK_BYTES);
  bytesOf(openCarriedHere(workspaceId, placeOf(workspaceId), carried)).copy(block);
  return { inner: block.map((byte) => byte ^ 0x36) as Buffer, outer: block.map((byte) => byte ^ 0x5c) as Buffer };
}

/** Reads the key of a workspace for statements that look for erased numbers. */
export async function readPads({ workspaceId, client }: TenantSql): Promise<NumberPads | null> {
  const { rows } = await client.query<{ sealed: Buffer | null }>(
    `SELECT ${NUMBER_KEY} AS sealed FROM workspaces WHERE id = $1`,
    [workspaceId],
  );
  return openPads(workspaceId, rows[0]?.sealed ?? null);
}

/** Whether a number was erased, as a condition of SQL in which `$1` is the workspace. */
export function isErased(number: string, innerPad: string, outerPad: string): string {
  return `(${innerPad}::bytea IS NOT NULL AND EXISTS (SELECT FROM erased_people e WHERE e.workspace_id = $1
    AND e.number_hash = number_hash(${innerPad}::bytea, ${outerPad}::bytea, ${number})))`;
}

function hashOf(key: Secret, msisdn: Msisdn): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHmac("sha256", bytesOf(key)).update(String(msisdn)).digest());
}

/** Whether a number was erased. A key that does not open throws, and nothing is sent. */
export async function wasErased(tx: TenantTx, msisdn: Msisdn): Promise<boolean> {
  const { workspaceId, db } = tx;
  const { numberKeySealed } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { numberKeySealed: true },
  });
  if (numberKeySealed === null) return false;
  const numberHash = hashOf(await openIn(tx, placeOf(workspaceId), numberKeySealed), msisdn);
  return (await db.erasedPerson.count({ where: { workspaceId, numberHash } })) > 0;
}

/** The keyed hash of a number; makes the key of the workspace when it is the first. */
export async function hashNumber(tx: TenantTx, msisdn: Msisdn): Promise<Uint8Array<ArrayBuffer>> {
  const { workspaceId, db } = tx;
  const fresh = await sealIn(tx, placeOf(workspaceId), new Secret(randomBytes(32).toString("base64")));
  await db.workspace.updateMany({
    where: { id: workspaceId, numberKeySealed: null },
    data: { numberKeySealed: fresh },
  });
  const { numberKeySealed } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { numberKeySealed: true },
  });
  return hashOf(await openIn(tx, placeOf(workspaceId), numberKeySealed ?? fresh), msisdn);
}
