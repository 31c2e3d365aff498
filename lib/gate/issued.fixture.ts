import { TOTP } from "otpauth";
import { z } from "zod";
import { beginAuthenticator, confirmAuthenticator } from "#lib/domain/accounts/commands/authenticator";
import { beginPasskey, beginPasskeyProof, beginPasskeySignIn } from "#lib/domain/accounts/commands/passkeys";
import { sendResetMail } from "#lib/domain/accounts/commands/send-reset-mail";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { readLoginSession } from "#lib/domain/accounts/queries";
import { emailOf, GOOD_PASSWORD, makeAccount, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { CodeNeeded } from "#lib/domain/accounts/visit";
import { parsePublicId } from "#lib/domain/ids";
import { invite } from "#lib/domain/team/commands/invite";
import { sendInviteMail } from "#lib/domain/team/commands/send-invite-mail";
import { addTestNumber } from "#lib/domain/test-sends/commands/add-test-number";
import { freshPhone, makeDraft, makeSender } from "#lib/domain/test-sends/test-sends.fixture";
import type { Guide } from "#lib/gate/connect.fixture";
import { openIn } from "#lib/infra/crypto/vault";
import { withAccount } from "#lib/infra/db/tenant";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import type { SandboxProcess } from "#lib/infra/providers/sandbox-process.fixture";

/** The token of the link in the last mail to an address. */
async function mailed(sandbox: SandboxProcess, to: string): Promise<string> {
  const mail = await sandbox.control("GET", `/mailbox/latest?to=${encodeURIComponent(to)}&wait_ms=5000`);
  const token = /\/(?:invite|reset)\/([\w-]+)/.exec(z.object({ text: z.string() }).parse(mail).text)?.[1];
  if (token === undefined) throw new Error("the mail has no link");
  return token;
}

async function issueToMember(workspace: TestWorkspace, sandbox: SandboxProcess) {
  const email = emailOf(`${newId()}@ornek.com`);
  const offer = { email, role: "viewer", locale: "tr" } as const;
  await workspace.transact((tx) => invite(tx, offer));
  const { id: inviteId } = await workspace.transact(({ db }) => db.invite.findFirstOrThrow({ where: { email } }));
  await sendInviteMail(workspace.transact, { workspaceId: workspace.id, inviteId });

  const campaignId = await makeDraft(workspace, { senderId: await makeSender(workspace), text: "Merhaba" });
  const asked = { ip: newId(), textWith: (code: string) => `Kod: ${code}` };
  const { result } = await workspace.transact((tx) => addTestNumber(tx, { campaignId, phone: freshPhone() }, asked));
  const numberId = parsePublicId("message", result.numberId) ?? "";
  const code = await workspace.transact(async (tx) => {
    const { codeSealed } = await tx.db.testNumber.findFirstOrThrow({ where: { id: numberId } });
    return openIn(tx, { purpose: "test-number", rowId: numberId }, codeSealed ?? new Uint8Array());
  });
  return { numberId, inviteToken: await mailed(sandbox, email), numberCode: code.reveal() };
}

async function issueToPerson(sandbox: SandboxProcess) {
  const { id: userId, email } = await makeAccount();
  await sendResetMail((work) => withAccount(null, work), { userId, locale: "tr", occasion: "forgotten" });
  const resetToken = await mailed(sandbox, email);
  const typed = { email, password: GOOD_PASSWORD };
  const { sessionId } = await signIn(withAccount, typed, visitFrom());
  const user = await withAccount(null, (tx) => readLoginSession(tx, sessionId));
  if (user === null) throw new Error("the login does not sign in");
  const [offer, proof] = await withAccount(null, async (tx) => [
    await beginPasskey(tx, user),
    await beginPasskeyProof(tx, user),
  ]);
  const question = await beginPasskeySignIn(withAccount, visitFrom());
  const { secret } = await withAccount(null, (tx) => beginAuthenticator(tx, user));
  const code = new TOTP({ secret }).generate();
  const { codes, login } = await confirmAuthenticator(withAccount, { code }, user, visitFrom());
  const needed: unknown = await signIn(withAccount, typed, visitFrom()).catch((error: unknown) => error);
  if (!(needed instanceof CodeNeeded)) throw new Error("no code was asked for");
  return {
    ...{ userId, resetToken, stepToken: needed.stepToken, authenticatorSecret: secret, recoveryCodes: codes },
    ...{ deviceMark: login.deviceMark, challenges: [offer.challenge, proof.challenge, question.challenge] },
  };
}

/** Has every kind of value issued that somebody could get in with, the way the product does it. */
export async function issueAll(sandbox: SandboxProcess, guide: Guide) {
  const workspace = await makeWorkspace();
  const member = await issueToMember(workspace, sandbox);
  const journey = await guide.depart(workspace, await guide.makeRemote());
  return { workspace, journey, ...member, ...(await issueToPerson(sandbox)) };
}
