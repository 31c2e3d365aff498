import { beforeAll, describe, expect, it } from "vitest";
import { GOOD_PASSWORD, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { invite } from "#lib/domain/team/commands/invite";
import { askAgain, joinByToken, offerOf } from "#lib/gate/invites";
import { newAddress, openPost, refused, somebody } from "#lib/gate/invites.fixture";
import { appPool } from "#lib/infra/db/pools";
import { withAccount } from "#lib/infra/db/tenant";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";

const sandbox = runSandbox();
beforeAll(() => {
  process.env.SMTP_URL = sandbox().smtp;
  // an invitation opens an account also where nobody else may.
  process.env.SIGN_UP = "closed";
});
const { workspace, invited, members, change, runMailJobs, mailTo } = openPost(sandbox);

describe("opening an account by an invitation", () => {
  const join = (token: string, password = GOOD_PASSWORD) =>
    joinByToken(withAccount, { token, name: "Ece", password }, visitFrom());

  it("works where accounts are by invitation only, and signs in", async () => {
    const token = await invited(newAddress());
    const { login, slug } = await join(token);
    expect(slug).toBe(workspace().slug);
    const session = await withAccount(null, ({ db }) => db.loginSession.findUnique({ where: { id: login.sessionId } }));
    expect(session?.userId).toBe(login.userId);
    expect(await members()).toBe(2);
  });

  it("makes one account and one membership, however many try at once", async () => {
    const email = newAddress();
    const token = await invited(email);
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => join(token)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await withAccount(null, ({ db }) => db.user.count({ where: { email } }))).toBe(1);
    expect(await members()).toBe(2);
  });

  it("takes over no account that there is, and a weak password leaves the invitation open", async () => {
    const user = await somebody();
    const token = await invited(user.email);
    expect((await offerOf(token))?.hasAccount).toBe(true);
    await expect(join(token)).rejects.toEqual(refused("team.account_exists"));
    const fresh = await invited(newAddress());
    await expect(join(fresh, "kısa")).rejects.toEqual(refused("account.weak_password"));
    await join(fresh);
    expect(await members()).toBe(2);
  });
});

describe("mails of invitations", () => {
  it("speak the language that was chosen, and name workspace, role and giver", async () => {
    const email = newAddress();
    await workspace().transact((tx) => invite(tx, { email, role: "admin", locale: "en" }));
    await runMailJobs();
    const mail = await mailTo(email);
    expect(mail.subject).toBe("Invitation to Ihlamur Ev");
    expect(mail.text).toContain("Your role: admin.");
    expect(mail.text).toContain(workspace().person.name);
  });

  it("ask the giver for a new one when it ran out, twice a day at most, and otherwise nobody", async () => {
    const email = newAddress();
    const token = await invited(email);
    const wanted = async () => {
      await askAgain(withAccount, { token }, visitFrom());
      const { rows } = await appPool().query("SELECT FROM pgboss.job WHERE name = 'mail.invite_wanted'");
      return rows.length;
    };
    expect(await wanted()).toBe(0);
    await change("expires_at = now() - interval '1 second'");
    expect([await wanted(), await wanted(), await wanted()]).toEqual([1, 2, 2]);
    await runMailJobs();
    expect((await mailTo(workspace().person.email)).subject).toBe(`${email} yeni bir davet istiyor`);
    await askAgain(withAccount, { token: "no such token" }, visitFrom());
  });
});
