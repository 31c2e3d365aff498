import type { ConsentFilter } from "#lib/domain/consent/schema";
import { type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { searchedDigits } from "#lib/domain/messages/schema";
import { SealError } from "#lib/infra/crypto/aead";
import { open, seal } from "#lib/infra/crypto/seal";
import { Secret } from "#lib/infra/crypto/secret";
import { keyring } from "#lib/infra/crypto/vault";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";

/** A page of a list in the order of its numbers, with sealed places of its neighbours. */
export interface NumberPage<Row> {
  readonly rows: readonly Row[];
  readonly previous: string | null;
  readonly next: string | null;
}

/** The lists whose key is the number itself. */
export type NumberList = "consents" | "suppressions";

/** Where a page begins, as pieces of its query; the table is called `t` there. */
export interface NumberKeyset {
  readonly where: Prisma.Sql;
  readonly order: Prisma.Sql;
  readonly isBackwards: boolean;
  readonly hasEdge: boolean;
  readonly size: number;
}

const WHOLE_NUMBER = 10;
/** E.164 has no longer numbers; longer searches find nobody, and the database could not hold them. */
const MOST_DIGITS = 15;

// Addresses are kept in histories and logs, and members may not see numbers whole: a place travels sealed.
function sealPlace({ workspaceId }: TenantTx, list: NumberList | "person", msisdn: Msisdn): string {
  const sealed = seal(keyring(), { purpose: "place-in-list", workspaceId, rowId: list }, new Secret(String(msisdn)));
  return Buffer.from(sealed).toString("base64url");
}

function openPlace({ workspaceId }: TenantTx, list: NumberList | "person", place: string | undefined): Msisdn | null {
  if (place === undefined) return null;
  try {
    const sealed = Buffer.from(place, "base64url");
    return msisdnFromRow(open(keyring(), { purpose: "place-in-list", workspaceId, rowId: list }, sealed).reveal());
  } catch (error) {
    // An address from elsewhere, or sealed with a key that is gone, begins at the first page.
    if (error instanceof SealError) return null;
    throw error;
  }
}

/** The number of a person as an address can carry it. */
export function sealPerson(tx: TenantTx, msisdn: Msisdn): string {
  return sealPlace(tx, "person", msisdn);
}

/** The person that an address names; null for one from elsewhere. */
export function openPerson(tx: TenantTx, place: string | undefined): Msisdn | null {
  return openPlace(tx, "person", place);
}

/** Reads where in a list a page begins and which numbers are looked for. */
export function keysetOf(tx: TenantTx, list: NumberList, filter: ConsentFilter, size: number): NumberKeyset {
  const before = openPlace(tx, list, filter.before);
  const after = before === null ? openPlace(tx, list, filter.after) : null;
  const isBackwards = before !== null;
  const conditions = [searchCondition(filter.number)];
  if (before !== null) conditions.push(Prisma.sql`AND t.msisdn < ${BigInt(before)}`);
  if (after !== null) conditions.push(Prisma.sql`AND t.msisdn > ${BigInt(after)}`);
  const direction = isBackwards ? Prisma.raw("DESC") : Prisma.raw("ASC");
  return {
    where: Prisma.join(conditions, " "),
    order: Prisma.sql`ORDER BY t.msisdn ${direction} LIMIT ${size + 1}`,
    ...{ isBackwards, hasEdge: isBackwards || after !== null, size },
  };
}

function searchCondition(number: string | undefined): Prisma.Sql {
  const digits = searchedDigits(number);
  if (digits === null) return Prisma.empty;
  if (digits.length > MOST_DIGITS) return Prisma.sql`AND false`;
  return digits.length >= WHOLE_NUMBER
    ? Prisma.sql`AND t.msisdn = ANY (ARRAY[${digits}, ${`90${digits}`}]::bigint[])`
    : Prisma.sql`AND t.msisdn::text LIKE ${`%${digits}`}`;
}

/** Cuts what was read to a page, in order, with the places of its neighbours. */
export function pageOf<Row extends { readonly msisdn: Msisdn }>(
  tx: TenantTx,
  list: NumberList,
  { size, isBackwards, hasEdge }: NumberKeyset,
  found: readonly Row[],
): NumberPage<Row> {
  const hasMore = found.length > size;
  const rows = isBackwards ? found.slice(0, size).toReversed() : found.slice(0, size);
  const place = (row: Row | undefined) => (row === undefined ? null : sealPlace(tx, list, row.msisdn));
  return {
    rows,
    previous: (isBackwards ? hasMore : hasEdge) ? place(rows[0]) : null,
    next: (isBackwards ? true : hasMore) ? place(rows.at(-1)) : null,
  };
}
