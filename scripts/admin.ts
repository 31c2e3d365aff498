/**
 * `npm run admin -- COMMAND`: what an operator does by hand.
 *
 * A command prints its answer, and nothing else, on standard output.
 */
import { parseArgs } from "node:util";
import { dataFolder } from "./data-folder.ts";
import { addressesOf, planDatabase } from "./database.ts";
import { loadAuthSecret } from "./keys.ts";

interface Command {
  usage: string;
  purpose: string;
  /** @throws Error in one sentence for the person who typed it. */
  run(args: string[]): Promise<void>;
}

async function databaseUrl(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { role: { type: "string" } } });
  const home = dataFolder(process.env.DATA_DIR);
  const addresses = addressesOf(planDatabase(process.env), home, loadAuthSecret(home, process.env));
  const byRole = new Map([
    ["app", addresses.appUrl],
    ["loader", addresses.loaderUrl],
    ["owner", addresses.ownerUrl],
  ]);
  const address = byRole.get(values.role ?? "");
  if (address === undefined) throw new Error("Say which role: --role app, --role loader or --role owner.");
  console.log(address);
}

const COMMANDS: Record<string, Command> = {
  "db url": {
    usage: "db url --role app|loader|owner",
    purpose: "the address of the database for one role; it holds the password",
    run: databaseUrl,
  },
};

const [group = "", verb = "", ...rest] = process.argv.slice(2);
const command = COMMANDS[`${group} ${verb}`];
if (command === undefined) {
  console.error("Usage: npm run admin -- COMMAND\n");
  for (const { usage, purpose } of Object.values(COMMANDS)) console.error(`  ${usage}\n      ${purpose}`);
  process.exit(1);
}
try {
  await command.run(rest);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
