import { suspendWorkspace, unsuspendWorkspace } from "#lib/domain/instance/commands/suspend-workspace";
import { findWorkspace, listWorkspaces, type WorkspaceLine } from "#lib/domain/instance/queries";
import { accountJob, jobScope } from "#lib/gate/job";
import { printTable, readChange, withInstance } from "./by-hand.ts";
import type { Commands } from "./command.ts";

function listed({ slug, name, suspendedAt, members, dailyLimit, createdAt }: WorkspaceLine): string[] {
  const state = suspendedAt === null ? "open" : `suspended ${suspendedAt.toISOString()}`;
  return [slug, name, state, String(members), dailyLimit === null ? "-" : String(dailyLimit), createdAt.toISOString()];
}

async function list(): Promise<void> {
  const workspaces = await withInstance(() => accountJob(listWorkspaces));
  printTable([["ADDRESS", "NAME", "STATE", "MEMBERS", "A DAY", "MADE"], ...workspaces.map(listed)]);
}

async function change(args: string[], verb: "suspend" | "unsuspend"): Promise<void> {
  const { name: slug, reason } = readChange(args, "workspace, by its address");
  const run = { suspend: suspendWorkspace, unsuspend: unsuspendWorkspace }[verb];
  await withInstance(async () => {
    const workspace = await accountJob((tx) => findWorkspace(tx, slug));
    if (workspace === null) throw new Error(`There is no workspace "${slug}".`);
    await jobScope(workspace.id).record(`instance.${verb}`, (tx) => run(tx, { reason }));
  });
  console.log(`${slug}: ${verb === "suspend" ? "suspended" : "open"}`);
}

/** `workspaces`: which there are, and closing and opening one. */
export const workspaceCommands: Commands = {
  "workspaces list": { usage: "workspaces list", purpose: "every workspace and how it stands", run: list },
  "workspaces suspend": {
    usage: 'workspaces suspend ADDRESS --reason "why"',
    purpose: "nobody gets in and no message goes out any more",
    run: (args) => change(args, "suspend"),
  },
  "workspaces resume": {
    usage: 'workspaces resume ADDRESS --reason "why"',
    purpose: "opens a suspended workspace again",
    run: (args) => change(args, "unsuspend"),
  },
};
