import { afterAll, beforeEach, expect } from "vitest";
import { z } from "zod";
import { emailOf, makeAccount } from "#lib/domain/accounts/test-account.fixture";
import { invite } from "#lib/domain/team/commands/invite";
import { sendInviteMail } from "#lib/domain/team/commands/send-invite-mail";
import { sendInviteWantedMail } from "#lib/domain/team/commands/send-invite-wanted-mail";
import type { InvitedRole } from "#lib/domain/team/model";
import { appPool, closePools } from "#lib/infra/db/pools";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import type { SandboxProcess } from "#lib/infra/providers/sandbox-process.fixture";
import { parseJob } from "#lib/infra/queue";
import { withQueues } from "#lib/infra/test-queue.fixture";

const Mail = z.object({ text: z.string(), html: z.string(), subject: z.string() });

/** An address that nobody has. */
export const newAddress = () => emailOf(`${newId()}@ornek.com`);

/** What a refusal with this code looks like. */
export const refused = (code: string) => expect.objectContaining({ code });

/** A signed-in person with an address of their own. */
export async function somebody() {
  const { id, email } = await makeAccount();
  return { id, email, name: "Ece", locale: "tr", isOperator: false, sessionId: newId(), provedAt: new Date() };
}

/** Gives the test file a mailbox to look into and, for each test, a workspace that invites. */
export function openPost(sandbox: () => SandboxProcess) {
  useTestDatabase();
  withQueues();
  let workspace: TestWorkspace | undefined;
  beforeEach(async () => {
    workspace = await makeWorkspace();
  });
  afterAll(() => closePools());
  const here = () => {
    if (workspace === undefined) throw new Error("there is a workspace only inside tests");
    return workspace;
  };

  /** Does what the worker does with the mails that wait. */
  async function runMailJobs(): Promise<void> {
    const { rows } = await appPool().query<{ name: string; data: unknown }>(
      "DELETE FROM pgboss.job WHERE name IN ('mail.invite', 'mail.invite_wanted') RETURNING name, data",
    );
    for (const { name, data } of rows) {
      if (name === "mail.invite") await sendInviteMail(here().transact, parseJob("mail.invite", data));
      else await sendInviteWantedMail(here().transact, parseJob("mail.invite_wanted", data));
    }
  }

  const mailTo = async (to: string) =>
    Mail.parse(await sandbox().control("GET", `/mailbox/latest?to=${encodeURIComponent(to)}&wait_ms=5000`));

  async function mailedToken(email: string): Promise<string> {
    await runMailJobs();
    const token = /\/invite\/([\w-]+)/.exec((await mailTo(email)).text)?.[1];
    if (token === undefined) throw new Error("the mail has no link");
    return token;
  }

  return {
    workspace: here,
    runMailJobs,
    mailTo,
    mailedToken,
    /** Invites a mailbox and answers the token of the mailed link. */
    async invited(email: ReturnType<typeof emailOf>, role: InvitedRole = "operator", actorId?: string) {
      await here().transact((tx) => invite(tx, { email, role, locale: "tr" }), actorId);
      return mailedToken(email);
    },
    /** How many members the workspace has. */
    members: () => here().transact(({ db, workspaceId }) => db.membership.count({ where: { workspaceId } })),
    /** Changes the one invitation behind the product's back. */
    change: (what: string) => here().sql(({ client }) => client.query(`UPDATE invites SET ${what}`)),
  };
}
