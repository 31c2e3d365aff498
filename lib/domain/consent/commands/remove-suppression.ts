import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { withoutNumbers } from "#lib/domain/consent/model";
import type { ReleaseInput } from "#lib/domain/consent/schema";
import { DomainError } from "#lib/domain/errors";
import type { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { takeTurn } from "./named-people.ts";
import { tellProviders } from "./tell-providers.ts";

/**
 * Takes a number off the suppression list where it is on it as described, and writes that down.
 *
 * @throws DomainError `consent.not_suppressed`.
 */
export async function release(
  tx: TenantTx,
  entry: Prisma.SuppressionWhereInput & { readonly msisdn: bigint },
  words: string,
): Promise<number> {
  await takeTurn(tx);
  const { workspaceId } = tx;
  const { count } = await tx.db.suppression.deleteMany({ where: { ...entry, workspaceId } });
  if (count === 0) throw new DomainError("consent.not_suppressed");
  await tx.db.consentEvent.create({
    data: {
      ...{ workspaceId, msisdn: entry.msisdn, id: newId(), kind: "released", source: "member" },
      ...{ words, createdById: tx.actorId },
    },
  });
  await tellProviders(tx);
  return count;
}

/**
 * Takes one number off the suppression list. A refusal on record stays: commercial messages still need a later consent.
 *
 * @throws DomainError `consent.not_suppressed` when it is not on the list, or not any more.
 */
export async function removeSuppression(
  tx: TenantTx,
  { msisdn, reason }: z.output<typeof ReleaseInput>,
): Promise<Audited<null>> {
  const removed = await release(tx, { msisdn }, reason);
  return { result: null, audit: { subject: null, detail: { removed, reason: withoutNumbers(reason) } } };
}
