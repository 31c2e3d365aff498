import type { AccountTx, TenantTx } from "#lib/infra/db/tenant";

/** Where the operator's switch of a provider stands in the settings; there is no row while it is on. */
export const switchKey = (provider: string) => `provider_off:${provider}`;

/** Whether the operator turned a provider off for the whole instance. */
export async function isProviderOff({ db }: TenantTx | AccountTx, provider: string): Promise<boolean> {
  return (await db.instanceSetting.count({ where: { key: switchKey(provider) } })) > 0;
}
