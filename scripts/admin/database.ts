import { parseArgs } from "node:util";
import { dataFolder } from "../data-folder.ts";
import { addressesOf, planDatabase } from "../database.ts";
import { loadAuthSecret } from "../keys.ts";
import type { Commands } from "./command.ts";

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

/** `db`: about the database itself. */
export const databaseCommands: Commands = {
  "db url": {
    usage: "db url --role app|loader|owner",
    purpose: "the address of the database for one role; it holds the password",
    run: databaseUrl,
  },
};
