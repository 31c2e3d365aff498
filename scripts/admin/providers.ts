import { turnProviderOff, turnProviderOn } from "#lib/domain/instance/commands/switch-provider";
import { ProviderSwitchInput } from "#lib/domain/instance/schema";
import { instanceJob } from "#lib/gate/job";
import { readChange, withInstance } from "./by-hand.ts";
import type { Commands } from "./command.ts";

async function change(args: string[], verb: "off" | "on"): Promise<void> {
  const { name, reason } = readChange(args, "provider");
  const input = ProviderSwitchInput.safeParse({ provider: name, reason });
  if (!input.success) throw new Error(`There is no provider "${name}".`);
  const run = { off: turnProviderOff, on: turnProviderOn }[verb];
  await withInstance(() => instanceJob(`instance.provider_${verb}`, (tx) => run(tx, input.data)));
  console.log(`${name}: ${verb}`);
}

/** `providers`: turning one off for the whole instance, and on again. */
export const providerCommands: Commands = {
  "providers off": {
    usage: 'providers off NAME --reason "why"',
    purpose: "nobody connects and no message goes out over this provider any more",
    run: (args) => change(args, "off"),
  },
  "providers on": {
    usage: 'providers on NAME --reason "why"',
    purpose: "connecting and sending over this provider go on",
    run: (args) => change(args, "on"),
  },
};
