import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { ListOrigin } from "#lib/domain/contacts/audience";
import type { ContactChoice } from "#lib/domain/contacts/schema";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { readSegment } from "#lib/domain/segments/queries";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

/** Words of the person's language that stay with the list. */
export interface ListWords {
  readonly number: string;
  readonly name: string;
  /** What a list of all contacts is called. */
  readonly all: string;
}

/** A list that was asked for. */
export interface AskedList {
  readonly importId: PublicId<"import">;
  readonly label: string;
}

/** Longest name of a list. */
const LABEL_LENGTH = 120;
/** Four digits in a row may be part of a number, and a list's name outlives the people on it. */
const mayBeNumber = /\d{4}/;

/**
 * Asks for a list of the contacts that a filter or a segment shows; the job `import.read` makes it. Consent and blocks are
 * looked at when a campaign is prepared, as for every list.
 *
 * @throws DomainError `segment.not_found`.
 */
export async function listContacts(
  tx: TenantTx,
  { search = "", tag = "", segmentId }: z.output<typeof ContactChoice>,
  words: ListWords,
): Promise<Audited<AskedList>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a list is made for somebody");
  const segment = segmentId === undefined ? null : await readSegment(tx, segmentId);
  const named = [segment?.name ?? "", tag, mayBeNumber.test(search) ? "" : search].filter((part) => part !== "");
  const label = (named.join(", ") || words.all).slice(0, LABEL_LENGTH);
  const origin: ListOrigin = {
    ...{ label, names: { number: words.number, name: words.name } },
    ...(tag !== "" && { tag }),
    ...(search !== "" && { search }),
    ...(segment !== null && { segment: { id: segment.id, rule: segment.rule } }),
  };
  const id = newId();
  await db.import.create({
    data: { workspaceId, id, filename: label, state: "reading", origin, createdById: actorId },
  });
  await enqueue(db, "import.read", { workspaceId, importId: id });
  const importId = toPublicId("import", id);
  return { result: { importId, label }, audit: { subject: importId, detail: { name: label } } };
}
