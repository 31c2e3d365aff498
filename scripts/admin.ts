/**
 * `npm run admin -- COMMAND`: what an operator does by hand.
 *
 * A command prints its answer, and nothing else, on standard output.
 */
import { createTranslator } from "use-intl/core";
import { DomainError } from "#lib/domain/errors";
import { messagesOf } from "#lib/i18n/messages";
import { auditCommands } from "./admin/audit.ts";
import { backupCommands } from "./admin/backup.ts";
import type { Commands } from "./admin/command.ts";
import { databaseCommands } from "./admin/database.ts";
import { instanceCommands } from "./admin/instance.ts";
import { jobCommands } from "./admin/jobs.ts";
import { keyCommands } from "./admin/keys.ts";
import { mailCommands } from "./admin/mail.ts";
import { providerCommands } from "./admin/providers.ts";
import { rollupCommands } from "./admin/rollups.ts";
import { userCommands } from "./admin/users.ts";
import { workspaceCommands } from "./admin/workspaces.ts";

const COMMANDS: Commands = {
  ...databaseCommands,
  ...instanceCommands,
  ...workspaceCommands,
  ...userCommands,
  ...providerCommands,
  ...backupCommands,
  ...mailCommands,
  ...jobCommands,
  ...keyCommands,
  ...auditCommands,
  ...rollupCommands,
};

const [group = "", verb = "", ...rest] = process.argv.slice(2);
const command = COMMANDS[`${group} ${verb}`];
if (command === undefined) {
  console.error("Usage: npm run admin -- COMMAND\n");
  for (const { usage, purpose } of Object.values(COMMANDS)) console.error(`  ${usage}\n      ${purpose}`);
  process.exit(1);
}

/** What went wrong, in words: a refusal of the product says the same here as on its pages. */
function wordsOf(error: unknown): string {
  if (error instanceof DomainError) {
    return createTranslator({ locale: "en", messages: messagesOf("en"), namespace: "errors" })(error.code, {});
  }
  return error instanceof Error ? error.message : String(error);
}

try {
  await command.run(rest);
} catch (error) {
  console.error(wordsOf(error));
  process.exitCode = 1;
}
