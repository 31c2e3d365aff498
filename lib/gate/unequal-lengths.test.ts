import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { enterByCode } from "#lib/domain/accounts/commands/enter";
import { resetPassword } from "#lib/domain/accounts/commands/reset-password";
import { visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { confirmTestNumber } from "#lib/domain/test-sends/commands/confirm-test-number";
import { guideAt } from "#lib/gate/connect.fixture";
import { offerOf } from "#lib/gate/invites";
import { issueAll } from "#lib/gate/issued.fixture";
import { makeDeviceMark, readDeviceMark } from "#lib/infra/crypto/device-mark";
import { equalHashes, hashToken, newToken } from "#lib/infra/crypto/tokens";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

// a value of another length is a wrong value, nothing else: no throw of its own, no answer of its own.

useTestDatabase();
withQueues();
const sandbox = runSandbox();
const guide = guideAt(sandbox);
beforeAll(() => {
  process.env.SMTP_URL = sandbox().smtp;
});

/** The value itself made wrong in its first sign, and the lengths that a comparison of raw bytes would stumble over. */
function wrongOnes(value: string): string[] {
  const changed = (value.startsWith("7") ? "8" : "7") + value.slice(1);
  return [changed, value.slice(0, -1), `${value}7`, value.slice(0, 1), "", value.repeat(400), "ü".repeat(value.length)];
}

/** What an attempt comes to: its answer, or the refusal's code; anything else that is thrown is the failure looked for. */
async function comesTo(attempt: () => Promise<unknown>): Promise<unknown> {
  try {
    return { answered: await attempt() };
  } catch (error) {
    if (error instanceof Error && "code" in error) return { refused: error.code };
    throw error;
  }
}

it("R-027 tokens, codes and marks of every wrong length get the answer of a wrong value", async () => {
  const issued = await issueAll(sandbox(), guide());
  const { workspace, numberId, stepToken, userId } = issued;
  const password = "yeşil bisiklet sepeti";
  const each = async (value: string, attempt: (wrong: string) => Promise<unknown>) => {
    const answers = [];
    for (const wrong of wrongOnes(value)) answers.push(await comesTo(() => attempt(wrong)));
    return [...new Set(answers.map((answer) => JSON.stringify(answer)))].map((answer): unknown => JSON.parse(answer));
  };

  expect(
    await each(issued.resetToken, (token) => resetPassword(withAccount, { token, password }, visitFrom())),
  ).toEqual([{ refused: "account.reset_not_valid" }]);
  expect(await each(issued.inviteToken, offerOf)).toEqual([{ answered: null }]);
  expect(
    await each(stepToken, (wrong) => enterByCode(withAccount, { code: "000000", stepToken: wrong }, visitFrom())),
  ).toEqual([{ refused: "account.step_over" }]);
  expect(await each(issued.deviceMark, async (mark) => readDeviceMark(mark, userId))).toEqual([{ answered: null }]);
  expect(
    await each(issued.numberCode, async (code) => {
      await workspace.transact(({ db }) => db.testNumber.updateMany({ where: { id: numberId }, data: { tries: 0 } }));
      return (await workspace.transact((tx) => confirmTestNumber(tx, { numberId, code }))).result.kind;
    }),
  ).toEqual([{ answered: "wrong" }]);
  // And the right ones are right: nothing above is refused for another reason.
  expect(await offerOf(issued.inviteToken)).toMatchObject({ state: "open" });
  const right = await workspace.transact((tx) => confirmTestNumber(tx, { numberId, code: issued.numberCode }));
  expect(right.result).toEqual({ kind: "verified" });
});

it("R-027 codes of the authenticator app and of recovery of every wrong length are wrong codes", async () => {
  const { stepToken, recoveryCodes } = await issueAll(sandbox(), guide());
  const [recovery = ""] = recoveryCodes;
  // Few enough to stay below the limit of tries, which would answer for itself.
  for (const code of ["", "1", "00000", "0000000", `${recovery}2`, recovery.slice(1)]) {
    await withAccount(null, ({ db }) => db.$executeRaw`DELETE FROM rate_limits`);
    const attempt = () => enterByCode(withAccount, { code, stepToken }, visitFrom());
    expect(await comesTo(attempt), code).toEqual({ refused: "account.wrong_code" });
  }
  await expect(enterByCode(withAccount, { code: recovery, stepToken }, visitFrom())).resolves.toBeDefined();
});

it("R-027 a return to another browser is one, however long what its cookie holds", async () => {
  for (const wrong of wrongOnes(newToken())) {
    const { journey } = await issueAll(sandbox(), guide());
    expect(await guide().arrive(journey, { browserToken: wrong })).toContain("outcome=wrong_browser");
  }
});

it("R-027 digests of unequal lengths are not equal, and say so", () => {
  const digest = hashToken("a");
  expect(equalHashes(digest, hashToken("a"))).toBe(true);
  for (const other of [hashToken("b"), digest.subarray(1), new Uint8Array(), new Uint8Array(64)]) {
    expect(equalHashes(digest, other)).toBe(false);
    expect(equalHashes(other, digest)).toBe(false);
  }
  expect(readDeviceMark(makeDeviceMark("a"), "b")).toBeNull();
});

it("R-027 nothing else compares secrets: the library's functions throw on unequal lengths", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const users = globSync("{lib,worker,ingest,app,scripts}/**/*.{ts,tsx}", { cwd: root })
    .filter((file) => !/\.(test|fixture)\.tsx?$/.test(file))
    .filter((file) => /timingSafeEqual|\bmemcmp\b|sodium_compare/.test(readFileSync(`${root}${file}`, "utf8")));
  expect(users).toEqual(["lib/infra/crypto/tokens.ts"]);
});
