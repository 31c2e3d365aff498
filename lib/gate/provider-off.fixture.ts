import { turnProviderOff, turnProviderOn } from "#lib/domain/instance/commands/switch-provider";
import type { providerNames } from "#lib/domain/instance/model";
import { accountJob } from "#lib/gate/job";

const reason = "a complaint of the provider";

/** Has the operator turn a provider off, for everybody, for as long as `work` takes. */
export async function whileOff(provider: (typeof providerNames)[number], work: () => Promise<void>): Promise<void> {
  await accountJob((tx) => turnProviderOff(tx, { provider, reason }));
  try {
    await work();
  } finally {
    await accountJob((tx) => turnProviderOn(tx, { provider, reason }));
  }
}
