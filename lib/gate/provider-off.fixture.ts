import { turnProviderOff, turnProviderOn } from "#lib/domain/instance/commands/switch-provider";
import { accountJob } from "#lib/gate/job";
import type { ProviderName } from "#lib/infra/providers/registry";

const reason = "a complaint of the provider";

/** Has the operator turn a provider off, for everybody, for as long as `work` takes. */
export async function whileOff(provider: ProviderName, work: () => Promise<void>): Promise<void> {
  await accountJob((tx) => turnProviderOff(tx, { provider, reason }));
  try {
    await work();
  } finally {
    await accountJob((tx) => turnProviderOn(tx, { provider, reason }));
  }
}
