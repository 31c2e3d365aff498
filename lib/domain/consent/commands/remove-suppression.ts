import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { withoutNumbers } from "#lib/domain/consent/model";
import type { ReleaseInput } from "#lib/domain/consent/schema";
import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { takeTurn } from "./named-people.ts";
import { tellProviders } from "./tell-providers.ts";

/**
 * Takes one number off the suppression list. A refusal on record stays: commercial messages still need a later consent.
 *
 * @throws DomainError `consent.not_suppressed` when it is not on the list, or not any more.
 */
export async function removeSuppression(
  tx: TenantTx,
  { msisdn, reason }: z.output<typeof ReleaseInput>,
): Promise<Audited<null>> {
  await takeTurn(tx);
  const { count } = await tx.db.suppression.deleteMany({ where: { workspaceId: tx.workspaceId, msisdn } });
  if (count === 0) throw new DomainError("consent.not_suppressed");
  await tx.db.consentEvent.create({
    data: {
      ...{ workspaceId: tx.workspaceId, msisdn, id: newId(), kind: "released", source: "member" },
      ...{ words: reason, createdById: tx.actorId },
    },
  });
  await tellProviders(tx);
  return { result: null, audit: { subject: null, detail: { removed: count, reason: withoutNumbers(reason) } } };
}
