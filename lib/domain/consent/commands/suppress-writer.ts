import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { openPerson } from "#lib/domain/consent/number-page-queries";
import type { SuppressWriterInput } from "#lib/domain/consent/schema";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";
import { insertSuppressionOf } from "./insert-suppressions.ts";
import { takeTurn } from "./named-people.ts";
import { release } from "./remove-suppression.ts";

/** How long whoever suppressed a person by a slip may take it back without the right to remove suppressions. */
const UNDO_MS = 5 * 60_000;
/** What is kept of the message that the person asked by. */
const WORDS = 200;

/**
 * Puts somebody who wrote on the suppression list, with what they wrote last as the reason; or takes the actor's own act of the
 * last five minutes back, unless the person refused meanwhile.
 *
 * @throws DomainError `inbox.not_found`; `consent.not_suppressed` when there is nothing of the actor's to take back any more.
 */
export async function suppressWriter(
  tx: TenantTx,
  { person, isSuppressed }: z.output<typeof SuppressWriterInput>,
): Promise<Audited<null>> {
  const { workspaceId, actorId, db } = tx;
  const opened = openPerson(tx, person);
  const msisdn = opened === null ? null : BigInt(opened);
  const last =
    msisdn && (await db.inboundMessage.findFirst({ where: { workspaceId, msisdn }, orderBy: { receivedAt: "desc" } }));
  if (!msisdn || !last) throw new DomainError("inbox.not_found");
  if (isSuppressed) {
    await insertSuppressionOf(tx, msisdnFromRow(msisdn), { reason: last.text.slice(0, WORDS), source: "member" });
  } else {
    const since = new Date(Date.now() - UNDO_MS);
    await takeTurn(tx);
    // Whoever refused in these minutes found themselves on the list already: from then on it is their own word as well.
    const refusals = await db.consentEvent.count({
      where: { workspaceId, msisdn, kind: "refused", createdAt: { gt: since } },
    });
    if (refusals > 0) throw new DomainError("consent.not_suppressed");
    await release(tx, { msisdn, source: "member", createdById: actorId, createdAt: { gt: since } }, "");
  }
  return { result: null, audit: { subject: null, detail: { isSuppressed } } };
}
