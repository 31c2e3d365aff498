import { beforeEach, describe, expect, it } from "vitest";
import { addTestNumber } from "#lib/domain/test-sends/commands/add-test-number";
import { freshPhone, makeDraft, makeSender } from "#lib/domain/test-sends/test-sends.fixture";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
let workspace: TestWorkspace;
let campaignId: string;
let ip = "";

async function moveIn(): Promise<void> {
  workspace = await makeWorkspace();
  campaignId = await makeDraft(workspace, { senderId: await makeSender(workspace) });
}

beforeEach(async () => {
  ip = newId();
  await moveIn();
});

/** Asks for a code as somebody who has asked for none yet. */
async function ask(phone: string) {
  const { id } = await workspace.join("operator");
  const asked = { ip, textWith: (code: string) => `Tellal kodunuz: ${code}` };
  return workspace.transact((tx) => addTestNumber(tx, { campaignId, phone }, asked), id);
}

describe("codes (R-122)", () => {
  const many = { code: "test.too_many_codes" };

  it("go to one number five times an hour, whoever asks, from wherever, in whichever workspace", async () => {
    const [phone, first] = [freshPhone(), workspace];
    for (let n = 0; n < 3; n++) await ask(phone);
    await moveIn();
    for (let n = 0; n < 2; n++) {
      ip = newId();
      await ask(phone);
    }
    await expect(ask(`+9${phone}`)).rejects.toMatchObject(many);
    expect(await first.transact(({ db }) => db.message.count())).toBe(3);
    expect(await workspace.transact(({ db }) => db.message.count())).toBe(2);
  });

  it("are not asked for a hundred numbers from one address, nor in one workspace", async () => {
    const movingOn = () => {
      ip = newId();
    };
    const asked = async (next: () => void) => {
      const counts = { sent: 0, refused: 0 };
      for (let n = 0; n < 100; n++) {
        next();
        const outcome = await ask(freshPhone()).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject(many);
        counts[outcome instanceof Error ? "refused" : "sent"] += 1;
      }
      return counts;
    };
    expect(await asked(() => undefined)).toEqual({ sent: 40, refused: 60 });
    expect(await asked(movingOn)).toEqual({ sent: 0, refused: 100 });
  });

  it("leave no number in the counters", async () => {
    const phone = freshPhone();
    await ask(phone);
    const rows = await withAccount(null, ({ db }) => db.rateLimit.findMany({ select: { key: true } }));
    expect(rows.some(({ key }) => key.startsWith("test-code-number"))).toBe(true);
    expect(rows.filter(({ key }) => key.includes(phone.slice(1)))).toEqual([]);
  });
});
