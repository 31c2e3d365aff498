import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { pruneAccounts } from "#lib/domain/accounts/commands/prune-accounts";
import { requestReset, signUp } from "#lib/domain/accounts/commands/request-mail";
import { resetPassword } from "#lib/domain/accounts/commands/reset-password";
import { sendResetMail } from "#lib/domain/accounts/commands/send-reset-mail";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { findReset, readLoginSession } from "#lib/domain/accounts/queries";
import { emailOf, GOOD_PASSWORD, makeAccount, openLogins, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { hashToken } from "#lib/infra/crypto/tokens";
import { appPool, closePools } from "#lib/infra/db/pools";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { newId } from "#lib/infra/ids";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";
import { parseJob } from "#lib/infra/queue";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
const sandbox = runSandbox();

beforeAll(() => {
  process.env.SMTP_URL = sandbox().smtp;
});
afterAll(() => closePools());

const OTHER_PASSWORD = "yeşil bisiklet sepeti";
const newAddress = () => emailOf(`${newId()}@ornek.com`);
const Latest = z.object({ text: z.string(), html: z.string(), subject: z.string(), links: z.array(z.string()) });

/** Does what the worker does with the jobs that wait, and answers what they carried. */
async function runMailJobs() {
  const { rows } = await appPool().query<{ data: unknown }>(
    "DELETE FROM pgboss.job WHERE name = 'mail.reset' RETURNING data",
  );
  const payloads = rows.map((row) => parseJob("mail.reset", row.data));
  for (const payload of payloads) await sendResetMail((work) => withAccount(null, work), payload);
  return payloads;
}

async function latestMail(to: string) {
  return Latest.parse(await sandbox().control("GET", `/mailbox/latest?to=${encodeURIComponent(to)}&wait_ms=5000`));
}

function tokenOf(mail: z.infer<typeof Latest>): string {
  const token = /\/reset\/([\w-]+)/.exec(mail.text)?.[1];
  if (token === undefined) throw new Error("the mail has no link");
  return token;
}

async function mailedToken(email: ReturnType<typeof emailOf>): Promise<string> {
  await requestReset(withAccount, { email }, visitFrom());
  await runMailJobs();
  return tokenOf(await latestMail(email));
}

describe("a forgotten password", () => {
  it("is replaced through the mailed link, which ends every login", async () => {
    const { id, email } = await makeAccount();
    const before = await signIn(withAccount, { email, password: GOOD_PASSWORD }, visitFrom());
    const token = await mailedToken(email);
    const login = await resetPassword(withAccount, { token, password: OTHER_PASSWORD }, visitFrom());
    expect(await openLogins(id)).toEqual([login.sessionId]);
    expect(await withAccount(null, (tx) => readLoginSession(tx, before.sessionId))).toBeNull();
    await expect(signIn(withAccount, { email, password: GOOD_PASSWORD }, visitFrom())).rejects.toThrow();
    await expect(signIn(withAccount, { email, password: OTHER_PASSWORD }, visitFrom())).resolves.toBeDefined();
  });

  it("gets a mail in the language of the page, with an address of this instance and no other", async () => {
    const { email } = await makeAccount();
    await requestReset(withAccount, { email }, { ...visitFrom(), locale: "en" });
    await runMailJobs();
    const mail = await latestMail(email);
    expect(mail.subject).toBe("Choose a new password");
    expect(new Set(mail.links.map((link) => new URL(link).origin))).toEqual(new Set(["http://localhost:3000"]));
  });

  it("asked for twice has two links, and the first use ends both", async () => {
    const { email } = await makeAccount();
    const first = await mailedToken(email);
    const second = await mailedToken(email);
    expect(second).not.toBe(first);
    await resetPassword(withAccount, { token: first, password: OTHER_PASSWORD }, visitFrom());
    for (const token of [first, second]) {
      await expect(resetPassword(withAccount, { token, password: GOOD_PASSWORD }, visitFrom())).rejects.toMatchObject({
        code: "account.reset_not_valid",
      });
    }
  });

  it("is replaced once when the form is sent many times at the same moment", async () => {
    const { email } = await makeAccount();
    const token = await mailedToken(email);
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, (_, n) =>
        resetPassword(withAccount, { token, password: `${OTHER_PASSWORD} ${n}` }, visitFrom()),
      ),
    );
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  });

  it("is not replaced by a weak one, and the link still works afterwards", async () => {
    const { email } = await makeAccount();
    const token = await mailedToken(email);
    await expect(resetPassword(withAccount, { token, password: "kısa" }, visitFrom())).rejects.toMatchObject({
      code: "account.weak_password",
      detail: { reason: "too_short" },
    });
    await expect(resetPassword(withAccount, { token, password: OTHER_PASSWORD }, visitFrom())).resolves.toBeDefined();
  });

  it("is not replaced after an hour, nor with a token that nobody was sent", async () => {
    const { email } = await makeAccount();
    const token = await mailedToken(email);
    const inAnHour = new Date(Date.now() + 60 * 60_000 + 1_000);
    expect(await withAccount(null, (tx) => findReset(tx, token))).not.toBeNull();
    expect(await withAccount(null, (tx) => findReset(tx, token, inAnHour))).toBeNull();
    await withAccount(null, ({ db }) =>
      db.passwordReset.updateMany({ where: { tokenHash: hashToken(token) }, data: { expiresAt: new Date() } }),
    );
    for (const bad of [token, "", "x", "a".repeat(43)]) {
      await expect(
        resetPassword(withAccount, { token: bad, password: OTHER_PASSWORD }, visitFrom()),
      ).rejects.toMatchObject({ code: "account.reset_not_valid" });
    }
  });

  // what a dump of the database shows opens nothing.
  it("leaves no token in the database or in the queue", async () => {
    const { email } = await makeAccount();
    await requestReset(withAccount, { email }, visitFrom());
    const waiting = await appPool().query("SELECT data FROM pgboss.job WHERE name = 'mail.reset'");
    expect(new Set(Object.keys(waiting.rows[0]?.data ?? {}))).toEqual(new Set(["locale", "occasion", "userId"]));
    await runMailJobs();
    const token = tokenOf(await latestMail(email));
    const { rows } = await appPool().query("SELECT t::text AS row FROM password_resets t");
    expect(rows.some(({ row }) => row.includes(token))).toBe(false);
  });
});

// asking about a known and an unknown address looks the same from outside.
describe("an unknown address", () => {
  it("gets the same answer and a job that reaches nobody", async () => {
    await sandbox().control("DELETE", "/mailbox");
    await expect(requestReset(withAccount, { email: newAddress() }, visitFrom())).resolves.toBeUndefined();
    expect(await runMailJobs()).toHaveLength(1);
    expect(await sandbox().control("GET", "/mailbox")).toEqual({ mails: [] });
  });

  it("and a known one wait alike after three mails", async () => {
    const { email } = await makeAccount();
    for (const address of [email, newAddress()]) {
      for (let n = 0; n < 3; n++) await requestReset(withAccount, { email: address }, visitFrom());
      await expect(requestReset(withAccount, { email: address }, visitFrom())).rejects.toMatchObject({
        code: "account.too_many_tries",
      });
    }
    await runMailJobs();
  });
});

describe("signing up", () => {
  it("opens an account that its mailbox finishes, and that nothing opens before", async () => {
    const email = newAddress();
    await signUp(withAccount, { name: "Ada", email }, visitFrom());
    await expect(signIn(withAccount, { email, password: "!" }, visitFrom())).rejects.toThrow();
    await runMailJobs();
    const mail = await latestMail(email);
    expect(mail.subject).toBe("Hesabınızı tamamlayın");
    const login = await resetPassword(withAccount, { token: tokenOf(mail), password: GOOD_PASSWORD }, visitFrom());
    expect(await withAccount(null, (tx) => readLoginSession(tx, login.sessionId))).toMatchObject({
      email,
      name: "Ada",
      isOperator: false,
    });
  });

  it("with an address that has an account changes nothing and tells its mailbox alone", async () => {
    const { id, email } = await makeAccount();
    await expect(signUp(withAccount, { name: "Mallory", email }, visitFrom())).resolves.toBeUndefined();
    await runMailJobs();
    const mail = await latestMail(email);
    expect(mail.subject).toBe("Zaten bir hesabınız var");
    expect(mail.text).not.toContain("/reset/");
    expect(mail.text + mail.html).not.toContain("Mallory");
    expect(await withAccount(null, ({ db }) => db.user.findUniqueOrThrow({ where: { id } }))).toMatchObject({
      name: "Deniz",
    });
  });

  it("at the same moment with one address opens one account", async () => {
    const email = newAddress();
    await Promise.all(["Ada", "Bora", "Can"].map((name) => signUp(withAccount, { name, email }, visitFrom())));
    expect(await withAccount(null, ({ db }) => db.user.count({ where: { email } }))).toBe(1);
    await runMailJobs();
  });

  it("that nobody finished is forgotten after a month, with ended logins and links", async () => {
    const email = newAddress();
    await signUp(withAccount, { name: "Ada", email }, visitFrom());
    await runMailJobs();
    const { id } = await makeAccount();
    const inAMonth = new Date(Date.now() + 31 * 24 * 60 * 60_000);
    await withAccount(null, (tx) => pruneAccounts(tx));
    expect(await withAccount(null, ({ db }) => db.user.count({ where: { email } }))).toBe(1);
    await withAccount(null, (tx) => pruneAccounts(tx, inAMonth));
    expect(await withAccount(null, ({ db }) => db.user.count({ where: { email } }))).toBe(0);
    expect(await withAccount(null, ({ db }) => db.user.count({ where: { id } }))).toBe(1);
    expect(await withAccount(null, ({ db }) => db.rateLimit.count())).toBe(0);
  });
});
