import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { switchKey } from "#lib/domain/instance/provider-queries";
import type { ProviderSwitchInput } from "#lib/domain/instance/schema";
import type { AccountTx } from "#lib/infra/db/tenant";
import { isProviderName } from "#lib/infra/providers/registry";

/**
 * Turns a provider off for the whole instance: no call to send begins from the next claim on, nobody connects, and what runs
 * rests. What was sent is still asked about, and keys are still revoked.
 *
 * @throws DomainError `instance.already_so`, also for a provider that there is none of.
 */
export async function turnProviderOff(
  { db }: AccountTx,
  { provider, reason }: z.output<typeof ProviderSwitchInput>,
): Promise<Audited<null>> {
  if (!isProviderName(provider)) throw new DomainError("instance.already_so");
  const { count } = await db.instanceSetting.createMany({
    data: [{ key: switchKey(provider), value: { reason } }],
    skipDuplicates: true,
  });
  if (count !== 1) throw new DomainError("instance.already_so");
  return { result: null, audit: { subject: provider, detail: { reason } } };
}

/**
 * Turns a provider on again; what rested goes on by itself.
 *
 * @throws DomainError `instance.already_so`, also for a provider that there is none of.
 */
export async function turnProviderOn(
  { db }: AccountTx,
  { provider, reason }: z.output<typeof ProviderSwitchInput>,
): Promise<Audited<null>> {
  if (!isProviderName(provider)) throw new DomainError("instance.already_so");
  const { count } = await db.instanceSetting.deleteMany({ where: { key: switchKey(provider) } });
  if (count !== 1) throw new DomainError("instance.already_so");
  return { result: null, audit: { subject: provider, detail: { reason } } };
}
