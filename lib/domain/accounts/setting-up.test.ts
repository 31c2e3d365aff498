import { afterAll, describe, expect, it } from "vitest";
import { createFirstOwner } from "#lib/domain/accounts/commands/create-first-owner";
import { signUp } from "#lib/domain/accounts/commands/request-mail";
import { readLoginSession } from "#lib/domain/accounts/queries";
import { emailOf, GOOD_PASSWORD, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { closePools } from "#lib/infra/db/pools";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";

useTestDatabase();
afterAll(() => closePools());

const visitor = (name: string, password = GOOD_PASSWORD) => ({ name, email: emailOf(`${name}@ornek.com`), password });
const accounts = () => withAccount(null, ({ db }) => db.user.findMany());

// One story on one empty instance, in this order.
describe("an instance without anybody", () => {
  it("takes no sign-ups, which could take the first place", async () => {
    process.env.SMTP_URL = "smtp://127.0.0.1:1";
    await expect(signUp(withAccount, visitor("mallory"), visitFrom())).rejects.toMatchObject({
      code: "account.sign_up_closed",
    });
    expect(await accounts()).toEqual([]);
  });

  it("refuses a weak password and stays empty", async () => {
    const weak = createFirstOwner(withAccount, visitor("ada", "ada@ornek.com"), visitFrom());
    await expect(weak).rejects.toMatchObject({ code: "account.weak_password", detail: { reason: "personal" } });
    expect(await accounts()).toEqual([]);
  });

  it("of ten first visitors at the same moment lets one in, as its operator", async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => createFirstOwner(withAccount, visitor(`visitor${n}`), visitFrom())),
    );
    const made = tries.filter((answer) => answer.status === "fulfilled");
    expect(made).toHaveLength(1);
    for (const answer of tries) {
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "account.already_set_up" });
    }
    expect(await accounts()).toHaveLength(1);
    const sessionId = made[0]?.value.sessionId ?? "";
    expect(await withAccount(null, (tx) => readLoginSession(tx, sessionId))).toMatchObject({ isOperator: true });
  });

  it("has its owner from then on", async () => {
    await expect(createFirstOwner(withAccount, visitor("late"), visitFrom())).rejects.toMatchObject({
      code: "account.already_set_up",
    });
  });
});
