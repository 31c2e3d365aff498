import { DomainError } from "#lib/domain/errors";
import type { ProviderFacts } from "#lib/domain/instance/model";
import type { AccountTx, TenantTx } from "#lib/infra/db/tenant";
import { providerNames, providerOf } from "#lib/infra/providers/registry";

/** Where the operator's switch of a provider stands in the settings; there is no row while it is on. */
export const switchKey = (provider: string) => `provider_off:${provider}`;

/** The providers that the operator turned off for the whole instance, and since when. */
export async function switchedOff({ db }: TenantTx | AccountTx): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.instanceSetting.findMany({ where: { key: { in: providerNames.map(switchKey) } } });
  const since = new Map(rows.map(({ key, updatedAt }) => [key, updatedAt]));
  return new Map(
    providerNames.flatMap((name): [string, Date][] => {
      const at = since.get(switchKey(name));
      return at === undefined ? [] : [[name, at]];
    }),
  );
}

/** Whether the operator turned a provider off for the whole instance. */
export async function isProviderOff({ db }: TenantTx | AccountTx, provider: string): Promise<boolean> {
  return (await db.instanceSetting.count({ where: { key: switchKey(provider) } })) > 0;
}

/** Refuses to connect to a provider that is off. @throws DomainError `connection.provider_off`. */
export async function requireProviderOn(tx: TenantTx, provider: string): Promise<void> {
  if (!(await isProviderOff(tx, provider))) return;
  throw new DomainError("connection.provider_off", { provider: providerOf(provider).label });
}

/** How a provider stands, all workspaces together; one that nobody is connected to is there as well. */
export interface ProviderLine extends ProviderFacts {
  readonly label: string;
  readonly lastOkAt: Date | null;
  /** Since when the operator has it turned off. */
  readonly offSince: Date | null;
}

const nobody = { active: 0, needsReconnect: 0, failing: 0, oldestOpenMs: null, lastOkAt: null };

/** How every provider stands. */
export async function providerLines(tx: AccountTx): Promise<ProviderLine[]> {
  const off = await switchedOff(tx);
  const facts = await tx.db.$queryRaw<(ProviderFacts & { lastOkAt: Date | null })[]>`
    SELECT provider, active, needs_reconnect AS "needsReconnect", failing, last_ok_at AS "lastOkAt",
      (extract(epoch FROM now() - oldest_open_at) * 1000)::float8 AS "oldestOpenMs"
    FROM instance_providers()`;
  return providerNames.map((provider) => ({
    ...(facts.find((one) => one.provider === provider) ?? { provider, ...nobody }),
    label: providerOf(provider).label,
    offSince: off.get(provider) ?? null,
  }));
}
