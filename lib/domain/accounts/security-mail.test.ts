import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { listSecurityEvents } from "#lib/domain/accounts/account-queries";
import { changePassword } from "#lib/domain/accounts/commands/change-password";
import { sendSecurityMail } from "#lib/domain/accounts/commands/send-security-mail";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { readLoginSession } from "#lib/domain/accounts/queries";
import { GOOD_PASSWORD, makeAccount, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { appPool } from "#lib/infra/db/pools";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";
import { parseJob } from "#lib/infra/queue";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
const sandbox = runSandbox();

beforeAll(() => {
  process.env.SMTP_URL = sandbox().smtp;
});

const Mail = z.object({ text: z.string(), subject: z.string() });

it.each([
  ["tr", "Hesabınızın güvenliğinde bir değişiklik", "parolası değişti"],
  ["en", "A change to your account’s security", "password of your Tellal account was changed"],
] as const)("a changed password is written down and told by mail, in %s", async (locale, subject, words) => {
  const { id, email } = await makeAccount();
  await withAccount(null, ({ db }) => db.user.update({ where: { id }, data: { locale } }));
  const { sessionId } = await signIn(withAccount, { email, password: GOOD_PASSWORD }, visitFrom());
  const user = await withAccount(null, (tx) => readLoginSession(tx, sessionId));
  if (user === null) throw new Error("the login does not sign in");
  const change = { current: GOOD_PASSWORD, password: "yeşil bisiklet sepeti" };
  await changePassword(withAccount, change, user, visitFrom());

  const events = await withAccount(null, (tx) => listSecurityEvents(tx, id));
  expect(events.map(({ kind }) => kind)).toEqual(["password_changed", "signed_in"]);
  const { rows } = await appPool().query("DELETE FROM pgboss.job WHERE name = 'mail.security' RETURNING data");
  expect(rows).toHaveLength(1);
  await sendSecurityMail((work) => withAccount(null, work), parseJob("mail.security", rows[0].data));
  const latest = await sandbox().control("GET", `/mailbox/latest?to=${encodeURIComponent(email)}&wait_ms=5000`);
  const mail = Mail.parse(latest);
  expect(mail.subject).toBe(subject);
  expect(mail.text).toContain(words);
  expect(mail.text).toContain("Firefox, Linux");
});
