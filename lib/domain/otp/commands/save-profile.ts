import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { ProfileInput, RemoveProfileInput } from "#lib/domain/otp/schema";
import { holdSender } from "#lib/domain/senders/hold-queries";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/**
 * Makes a profile, or changes one.
 *
 * @throws DomainError `otp.not_found`; `sender.not_found` for a sender under which nothing may go out.
 */
export async function saveProfile(tx: TenantTx, input: z.output<typeof ProfileInput>): Promise<Audited<null>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a profile is made by a person");
  const { profileId, ...fields } = input;
  if (!(await holdSender(tx, input.senderId))) throw new DomainError("sender.not_found");
  if (profileId === null) {
    await db.otpProfile.create({ data: { workspaceId, id: newId(), ...fields, createdById: actorId } });
  } else {
    const { count } = await db.otpProfile.updateMany({ where: { workspaceId, id: profileId }, data: fields });
    if (count === 0) throw new DomainError("otp.not_found");
  }
  return { result: null, audit: { subject: null, detail: { name: input.name } } };
}

/** Takes a profile away, with what became of its codes. */
export async function removeProfile(
  { workspaceId, db }: TenantTx,
  { profileId }: z.output<typeof RemoveProfileInput>,
): Promise<Audited<null>> {
  const row = await db.otpProfile.findUnique({ where: { workspaceId_id: { workspaceId, id: profileId } } });
  if (row === null) throw new DomainError("otp.not_found");
  await db.otpProfile.deleteMany({ where: { workspaceId, id: profileId } });
  return { result: null, audit: { subject: null, detail: { name: row.name } } };
}
