import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TestNumberInput } from "#lib/domain/test-sends/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Takes away a number of one's own.
 *
 * @throws DomainError `test.number_not_found`.
 */
export async function removeTestNumber(
  tx: TenantTx,
  { numberId }: z.output<typeof TestNumberInput>,
): Promise<Audited<null>> {
  const { workspaceId, actorId } = tx;
  if (actorId === null) throw new Error("a test number belongs to a person");
  const { count } = await tx.db.testNumber.deleteMany({ where: { workspaceId, id: numberId, userId: actorId } });
  if (count !== 1) throw new DomainError("test.number_not_found");
  return { result: null, audit: { subject: toPublicId("message", numberId), detail: {} } };
}
