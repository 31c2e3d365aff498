import { parseArgs } from "node:util";
import { resetAuthenticator } from "#lib/domain/accounts/commands/authenticator";
import { parseEmail } from "#lib/domain/accounts/model";
import { disableUser, enableUser, setOperator } from "#lib/domain/instance/commands/disable-user";
import { findUserId, listUsers, type UserLine } from "#lib/domain/instance/queries";
import { accountJob, instanceJob } from "#lib/gate/job";
import type { AccountTx } from "#lib/infra/db/tenant";
import { printTable, readChange, withInstance } from "./by-hand.ts";
import type { Commands } from "./command.ts";

type UserChange = Parameters<typeof disableUser>[1];

const changes = {
  disable: { action: "instance.disable_user", run: disableUser },
  enable: { action: "instance.enable_user", run: enableUser },
  operator: { action: "instance.set_operator", run: (tx: AccountTx, to: UserChange) => setOperator(tx, to, true) },
  "no-operator": {
    action: "instance.set_operator",
    run: (tx: AccountTx, to: UserChange) => setOperator(tx, to, false),
  },
  "reset-factor": { action: "instance.reset_factor", run: resetAuthenticator },
} as const;

function listed({ email, name, isOperator, disabledAt, lastSeenAt }: UserLine): string[] {
  return [
    email,
    name,
    isOperator ? "operator" : "-",
    disabledAt === null ? "on" : "off",
    lastSeenAt?.toISOString() ?? "-",
  ];
}

async function list(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const search = (positionals[0] ?? "").toLowerCase();
  const rows: string[][] = [["E-MAIL", "NAME", "OPERATOR", "STATE", "LAST SEEN"]];
  await withInstance(async () => {
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listUsers>> = await accountJob((tx) => listUsers(tx, { search, after }));
      rows.push(...page.users.map(listed));
      after = page.next;
    } while (after !== null);
  });
  printTable(rows);
}

async function change(args: string[], verb: keyof typeof changes): Promise<void> {
  const { name, reason } = readChange(args, "account, by its e-mail address");
  const email = parseEmail(name);
  const { action, run } = changes[verb];
  await withInstance(async () => {
    const userId = email === null ? null : await accountJob((tx) => findUserId(tx, email));
    if (userId === null) throw new Error(`There is no account "${name}".`);
    await instanceJob(action, (tx) => run(tx, { userId, reason }));
  });
  console.log(`${name}: done`);
}

/** `users`: which accounts there are, switching them off and on, and making an operator. */
export const userCommands: Commands = {
  "users list": {
    usage: "users list [PART]",
    purpose: "the accounts, or those whose name or address has PART",
    run: list,
  },
  "users disable": {
    usage: 'users disable EMAIL --reason "why"',
    purpose: "signs an account out everywhere and keeps it out",
    run: (args) => change(args, "disable"),
  },
  "users enable": {
    usage: 'users enable EMAIL --reason "why"',
    purpose: "lets a switched-off account sign in again",
    run: (args) => change(args, "enable"),
  },
  "users operator": {
    usage: 'users operator EMAIL --reason "why"',
    purpose: "makes an account an operator of the instance",
    run: (args) => change(args, "operator"),
  },
  "users no-operator": {
    usage: 'users no-operator EMAIL --reason "why"',
    purpose: "takes that from an account; one operator stays",
    run: (args) => change(args, "no-operator"),
  },
  "users reset-factor": {
    usage: 'users reset-factor EMAIL --reason "why"',
    purpose: "ends the authenticator app of somebody who lost phone and codes, and signs them out everywhere",
    run: (args) => change(args, "reset-factor"),
  },
};
