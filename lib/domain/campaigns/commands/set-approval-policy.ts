import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { approvalPolicy } from "#lib/domain/campaigns/approval-queries";
import type { ApprovalPolicyInput } from "#lib/domain/campaigns/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Sets from which size on a campaign needs a second person. The history keeps what it was before. */
export async function setApprovalPolicy(
  tx: TenantTx,
  { people, parts }: z.output<typeof ApprovalPolicyInput>,
): Promise<Audited<null>> {
  const before = await approvalPolicy(tx);
  await tx.db.workspace.update({
    where: { id: tx.workspaceId },
    data: { approvalPeople: people, approvalParts: parts },
  });
  const detail = { people, parts, peopleBefore: before.people, partsBefore: before.parts };
  return { result: null, audit: { subject: null, detail } };
}
