import { beforeEach, describe, expect, it } from "vitest";
import { erasePerson } from "#lib/domain/consent/commands/erase-person";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import { toPublicId } from "#lib/domain/ids";
import { setDailyLimit } from "#lib/domain/instance/commands/set-daily-limit";
import { countedWithinDay } from "#lib/domain/instance/queries";
import { saveProfile } from "#lib/domain/otp/commands/save-profile";
import { verifyCode } from "#lib/domain/otp/commands/settle-code";
import { waitBeforeNext } from "#lib/domain/otp/model";
import { listProfiles } from "#lib/domain/otp/queries";
import { ProfileInput } from "#lib/domain/otp/schema";
import { addSender } from "#lib/domain/senders/commands/add-sender";
import { type Company, keyAccountsAt } from "#lib/gate/key-accounts.fixture";
import { whileOff } from "#lib/gate/provider-off.fixture";
import { sendCode } from "#lib/gate/send-code";
import { useOwner, useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

const database = useTestDatabase();
withQueues();
const owner = useOwner(database);
const sandbox = runSandbox();
const accounts = keyAccountsAt(sandbox);
const REFUSAL = { kind: "refuse", code: "TS-1027" };
let address = 0;
/** A number of its own for each test: what one gets is counted over the whole instance. */
const ayse = () => 905324000000 + address;
beforeEach(() => {
  address += 1;
});

/** A company with a profile for codes; answers the id of the profile and that of the account. */
async function ready(system: Company, change: object = {}) {
  const { id, remote } = await accounts().connected(system, {
    endings: false,
    ...(system === "turkeysms" ? { per_minute: "off" } : { rate: "off", duplicate_guard: false }),
  });
  const { workspace } = accounts();
  if (system === "turkeysms") {
    await workspace.transact((tx) => addSender(tx, { connectionId: id, name: "MAGAZA" }));
  }
  await workspace.transact(async (tx) => {
    const sender = await tx.db.sender.findFirstOrThrow({ where: { workspaceId: tx.workspaceId, name: "MAGAZA" } });
    const fields = { name: "Giriş", senderId: toPublicId("sender", sender.id), digits: 6, lifetimeMinutes: 5 };
    await saveProfile(
      tx,
      ProfileInput.parse({ ...fields, language: "tr", text: "Giriş kodunuz: {code}", hourly: 100, ...change }),
    );
  });
  const [profile] = await workspace.transact(listProfiles);
  return { profileId: profile?.id ?? "", remote };
}

const send = (profileId: string, msisdn = ayse(), from = `10.0.0.${address}`) => {
  const { workspace, driver } = accounts();
  const bond = { workspaceId: workspace.id, actorId: workspace.person.id };
  return sendCode(driver, bond, { profileId, msisdn: msisdnFromRow(msisdn), address: from });
};
const verify = async (codeId: string, code: string) =>
  (await accounts().workspace.transact((tx) => verifyCode(tx, { codeId, code }))).result;
const counts = async () => (await accounts().workspace.transact(listProfiles))[0]?.counts;
/** The code of the newest SMS, as its reader sees it. */
async function read(remote: string): Promise<string> {
  const { messages } = Object(await sandbox().control("GET", `/ledger?workspace=${remote}`));
  return /\d{4,6}/.exec(messages[0].body)?.[0] ?? "";
}
/** As if the last code were a while ago. */
const later = () =>
  accounts().workspace.transact(
    ({ db, workspaceId }) =>
      db.$executeRaw`UPDATE otp_codes SET created_at = created_at - interval '10 minutes' WHERE workspace_id = ${workspaceId}::uuid`,
  );

describe("R-122 one-time codes", () => {
  it.each<Company>(["turkeysms", "iletimerkezi"])(
    "%s: sent, typed wrong, typed right, and used once",
    async (system) => {
      const { profileId, remote } = await ready(system);
      const sent = await send(profileId);
      const code = await read(remote);
      expect(code).toMatch(/^\d{6}$/);
      expect(sent.isSure).toBe(true);
      expect(JSON.stringify([sent, await accounts().workspace.transact(listProfiles)])).not.toContain(code);
      const row = await accounts().workspace.transact(({ db, workspaceId }) =>
        db.otpCode.findFirstOrThrow({ where: { workspaceId } }),
      );
      expect(JSON.stringify(row, (_, value) => (typeof value === "bigint" ? "" : value))).not.toContain(code);
      expect(await verify(sent.codeId, code === "000000" ? "111111" : "000000")).toEqual({
        kind: "wrong",
        triesLeft: 4,
      });
      expect(await verify(sent.codeId, code)).toEqual({ kind: "verified" });
      expect(await verify(sent.codeId, code)).toEqual({ kind: "over" });
      expect(await counts()).toEqual({ sent: 1, verified: 1, failed: 0, blocked: 0 });
    },
  );

  it("after five wrong tries the right code fails as well", async () => {
    const { profileId, remote } = await ready("turkeysms");
    const { codeId } = await send(profileId);
    const code = await read(remote);
    const wrong = code === "000000" ? "111111" : "000000";
    const tries = await Promise.all(Array.from({ length: 5 }, () => verify(codeId, wrong)));
    expect(tries.every(({ kind }) => kind === "wrong")).toBe(true);
    expect(await verify(codeId, code)).toEqual({ kind: "over" });
  });

  it("a new code ends the one before, and an old one is over", async () => {
    const { profileId, remote } = await ready("turkeysms");
    const first = await send(profileId);
    const code = await read(remote);
    await later();
    const second = await send(profileId);
    expect(await verify(first.codeId, code)).toEqual({ kind: "over" });
    await accounts().workspace.transact(({ db, workspaceId }) =>
      db.otpCode.updateMany({ where: { workspaceId }, data: { expiresAt: new Date(0) } }),
    );
    expect(await verify(second.codeId, await read(remote))).toEqual({ kind: "over" });
  });

  it("the next code for a number waits longer each time; numbers from one address and codes of a profile have a limit", async () => {
    expect([0, 1, 2, 3, 4, 9].map(waitBeforeNext)).toEqual([0, 30, 60, 120, 300, 300]);
    const { profileId } = await ready("iletimerkezi", { hourly: 3 });
    await send(profileId, 905321000001);
    await expect(send(profileId, 905321000001)).rejects.toMatchObject({ code: "otp.too_soon" });
    await send(profileId, 905321000002);
    await send(profileId, 905321000003);
    await expect(send(profileId, 905321000004)).rejects.toMatchObject({ code: "otp.too_many" });
    expect(await counts()).toMatchObject({ sent: 3, blocked: 2 });
  });

  it("R-122 one address that asks for a hundred numbers is stopped", async () => {
    const { profileId, remote } = await ready("iletimerkezi", { hourly: 1_000 });
    for (let n = 0; n < 60; n += 1) await send(profileId, 905322000000 + n);
    for (const msisdn of [905323000001, 905323000002]) {
      await expect(send(profileId, msisdn)).rejects.toMatchObject({ code: "otp.too_many" });
    }
    expect(await sandbox().control("GET", `/ledger/counts?workspace=${remote}`)).toMatchObject({ accepted: 60 });
  });

  it("nobody suppressed, no other country, nothing while everything is stopped or the provider is off", async () => {
    const { profileId, remote } = await ready("turkeysms");
    const { workspace } = accounts();
    await workspace.transact(({ db, workspaceId }) =>
      db.suppression.create({ data: { workspaceId, msisdn: BigInt(ayse()), reason: "x", source: "member" } }),
    );
    await expect(send(profileId)).rejects.toMatchObject({ code: "otp.suppressed" });
    // The row of the list goes with the person; the word of it stays.
    await workspace.transact((tx) => erasePerson(tx, { number: `+${ayse()}` }));
    await expect(send(profileId)).rejects.toMatchObject({ code: "otp.suppressed" });
    await expect(send(profileId, 4915123456789)).rejects.toMatchObject({ code: "otp.country" });
    await workspace.transact(({ db, workspaceId }) =>
      db.workspace.updateMany({ where: { id: workspaceId }, data: { haltedAt: new Date() } }),
    );
    await expect(send(profileId, 905321000009)).rejects.toMatchObject({ code: "workspace.halted" });
    await workspace.transact(({ db, workspaceId }) =>
      db.workspace.updateMany({ where: { id: workspaceId }, data: { haltedAt: null } }),
    );
    await whileOff("turkeysms", async () => {
      await expect(send(profileId, 905321000009)).rejects.toMatchObject({ code: "connection.provider_off" });
    });
    expect(await sandbox().control("GET", `/ledger/counts?workspace=${remote}`)).toMatchObject({ accepted: 0 });
  });

  it("R-120 every code counts against the operator's limit, but for those the provider refused; at the limit none goes", async () => {
    const { profileId, remote } = await ready("turkeysms");
    const { workspace } = accounts();
    const limit = (people: number) =>
      workspace.transact((tx) => setDailyLimit(tx, { limit: people, reason: "fraud?" }));
    await limit(2);
    await sandbox().control("POST", "/switches", { on: "turkeysms", workspace: remote, fault: REFUSAL });
    await expect(send(profileId, 905325000001)).rejects.toMatchObject({ code: "otp.not_sent" });
    const answers = await Promise.allSettled([2, 3, 4, 5].map((n) => send(profileId, 905325000000 + n)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    await expect(send(profileId, 905325000006)).rejects.toMatchObject({ code: "workspace.over_limit" });
    expect(await workspace.transact((tx) => countedWithinDay(tx, new Date()))).toBe(2);
    await limit(3);
    await send(profileId, 905325000006);
    expect(await sandbox().control("GET", `/ledger/counts?workspace=${remote}`)).toMatchObject({ accepted: 3 });
  });

  it.each([
    ["refused", REFUSAL, "failed"],
    ["lost", { kind: "reset", when: "after" }, "unknown"],
  ])("an answer that is %s leaves the code %s", async (_name, fault, state) => {
    const { profileId, remote } = await ready("turkeysms");
    await sandbox().control("POST", "/switches", { on: "turkeysms", workspace: remote, fault });
    const outcome = await send(profileId).then(
      ({ isSure }) => isSure,
      ({ code }) => code,
    );
    expect(outcome).toBe(state === "failed" ? "otp.not_sent" : false);
    const row = await accounts().workspace.transact(({ db, workspaceId }) =>
      db.otpCode.findFirstOrThrow({ where: { workspaceId } }),
    );
    expect(row).toMatchObject({ state, codeHash: null });
  });

  it("nobody is told that no code was sent when it was, and could not be written down", async () => {
    const { profileId, remote } = await ready("iletimerkezi");
    await owner().query("ALTER TABLE otp_codes ADD CONSTRAINT broken CHECK (state = 'sending') NOT VALID");
    try {
      expect(await send(profileId)).toMatchObject({ isSure: false });
    } finally {
      await owner().query("ALTER TABLE otp_codes DROP CONSTRAINT broken");
    }
    expect(await read(remote)).toMatch(/^\d{6}$/);
  });

  it("a text without a place for the code, with two, or with the variables of campaigns makes no profile", async () => {
    const fields = { name: "x", senderId: toPublicId("sender", "0199aaaa-0000-7000-8000-000000000000"), digits: 6 };
    const rest = { lifetimeMinutes: 5, language: "tr", hourly: 1 };
    for (const text of ["Kodunuz", "{code} {code}", "{{code}}", "{{Ad}}, {code}"]) {
      expect(ProfileInput.safeParse({ ...fields, ...rest, text }).success).toBe(false);
    }
  });
});
