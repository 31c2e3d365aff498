import { describe, expect, it } from "vitest";
import { askChecks } from "#lib/domain/consent/commands/ask-checks";
import { checkConsents } from "#lib/domain/consent/commands/check-consents";
import { recordConsents } from "#lib/domain/consent/commands/record-consents";
import { recordRefusals } from "#lib/domain/consent/commands/record-refusals";
import { registerConsents } from "#lib/domain/consent/commands/register-consents";
import { setBrand } from "#lib/domain/consent/commands/set-brand";
import { iysOverview } from "#lib/domain/consent/iys-queries";
import { personRecord } from "#lib/domain/consent/person-queries";
import { AskInput, BrandInput, RecordInput } from "#lib/domain/consent/schema";
import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import { AddContactInput } from "#lib/domain/contacts/schema";
import { toPublicId } from "#lib/domain/ids";
import { checkConsent } from "#lib/gate/check-consent";
import { jobScope } from "#lib/gate/job";
import { keyAccountsAt } from "#lib/gate/key-accounts.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { pairSecret } from "#lib/infra/providers/iletimerkezi/credential";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";
import type { ConsentRecord } from "#lib/infra/providers/services";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
const sandbox = runSandbox();
const accounts = keyAccountsAt(sandbox);
const zone = { zone: "Europe/Istanbul" };
const AYSE = 905321234567;
const VELI = 905331112233;
const BRAND = "696422";

const today = () => new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10);
const daysAgo = (days: number) => new Date(Date.now() + 3 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
const word = (numbers: string, change: object = {}) =>
  RecordInput.parse({
    by: "numbers",
    numbers,
    source: "store",
    givenOn: today(),
    proof: "Kasada imzalı form",
    ...change,
  });

async function branded(settings: Record<string, unknown> = {}) {
  const connected = await accounts().connected("iletimerkezi", settings);
  await brand(connected.id);
  return connected;
}
const brand = (id: string, code = BRAND) =>
  accounts().workspace.transact((tx) =>
    setBrand(tx, BrandInput.parse({ connectionId: toPublicId("connection", id), brand: code })),
  );
const grant = (numbers: string, change: object = {}) =>
  accounts().workspace.transact((tx) => recordConsents(tx, word(numbers, change), zone));
const refuse = (numbers: string, change: object = {}) =>
  accounts().workspace.transact((tx) => recordRefusals(tx, word(numbers, change), zone));
const report = () => registerConsents(jobScope(accounts().workspace.id), accounts().driver);
const overview = () => accounts().workspace.transact((tx) => iysOverview(tx, zone.zone, new Date()));
const person = (msisdn: number) => accounts().workspace.transact((tx) => personRecord(tx, msisdnFromRow(msisdn)));

const keyOf = async (remote: string) => {
  const { key, hash } = Object(await sandbox().control("GET", `/accounts/${remote}`));
  return pairSecret({ key, hash });
};
const registry = () => {
  const { consents } = accounts().driver("iletimerkezi");
  if (consents === undefined) throw new Error("no registry");
  return consents;
};

/** What the company has on record at İYS for a number. */
async function atIys(
  remote: string,
  msisdn: number,
  audience: "individual" | "merchant" = "individual",
): Promise<unknown> {
  const asked = { recipient: `+${msisdn}`, audience, channel: "sms" } as const;
  const outcome = await registry().check(await keyOf(remote), BRAND, asked);
  return outcome.kind === "value" ? outcome.value : outcome;
}

describe("R-131 R-133 what people say is reported to İYS", () => {
  it("a consent and a refusal join the queue, are reported in one batch, and stand in the history of each person", async () => {
    const { remote } = await branded();
    await grant("0532 123 45 67");
    await refuse("0533 111 22 33");
    expect((await overview()).waiting.map(({ people }) => people)).toEqual([2]);
    expect(await report()).toBeNull();
    expect(await overview()).toMatchObject({ waiting: [], registered: 2, problems: 0 });
    expect(await atIys(remote, AYSE)).toMatchObject({ kind: "record", status: "granted", source: "HS_FIZIKSEL_ORTAM" });
    expect(await atIys(remote, VELI)).toMatchObject({ kind: "record", status: "refused" });
    const veli = await person(VELI);
    expect(veli?.events.map(({ kind }) => kind).toSorted()).toEqual(["iys_registered", "refused", "suppressed"]);
    expect(veli?.suppressed).toMatchObject({ reason: "Kasada imzalı form" });
  });

  it("a merchant's word is reported under the merchants' list, everybody else's under the brand's", async () => {
    const { remote } = await branded();
    await accounts().workspace.transact((tx) =>
      addContact(tx, AddContactInput.parse({ number: "0533 111 22 33", fields: "", listType: "merchant" })),
    );
    await grant("0532 123 45 67\n0533 111 22 33");
    expect(await report()).toBeNull();
    expect(await atIys(remote, VELI, "merchant")).toMatchObject({ kind: "record", status: "granted" });
    expect(await atIys(remote, VELI)).not.toMatchObject({ kind: "record" });
    expect(await atIys(remote, AYSE)).toMatchObject({ kind: "record", status: "granted" });
  });

  it("R-133 one bad word of 120 is found and set aside; the others are reported", async () => {
    await branded();
    const many = Array.from({ length: 120 }, (_, n) => `0532 ${String(2_000_000 + n)}`).join("\n");
    await grant(many);
    // A number that no longer passes at the company, written past our own validator.
    await accounts().workspace.transact(
      ({ db, workspaceId }) => db.$executeRaw`
        UPDATE consents SET msisdn = 902121234567 WHERE workspace_id = ${workspaceId}::uuid AND msisdn = 905322000060`,
    );
    expect(await report()).toBeNull();
    const seen = await overview();
    expect(seen).toMatchObject({ waiting: [], registered: 119, problems: 1 });
    expect(seen.rows).toMatchObject([{ msisdn: 902121234567, state: "refused", code: "422" }]);
  });

  it("a word that no call takes any more is set aside before the batch, and a source without a name never joins it", async () => {
    await branded();
    await grant("0532 123 45 67", { givenOn: daysAgo(4) });
    await grant("0533 111 22 33", { source: "other" });
    await grant("0534 111 22 33");
    expect(await report()).toBeNull();
    const seen = await overview();
    expect(seen.registered).toBe(1);
    expect(seen.rows.map(({ state, code }) => [state, code]).toSorted()).toEqual([
      ["late", null],
      ["refused", "source"],
    ]);
  });

  it("a word said anew while a batch is away stays in the queue", async () => {
    await branded();
    await grant("0532 123 45 67", { givenOn: daysAgo(1) });
    const driver = accounts().driver("iletimerkezi");
    const consents = registry();
    let calls = 0;
    const meanwhile = {
      ...driver,
      consents: {
        ...consents,
        register: async (...asked: Parameters<typeof consents.register>) => {
          calls += 1;
          if (calls === 1) await refuse("0532 123 45 67");
          return consents.register(...asked);
        },
      },
    };
    await registerConsents(jobScope(accounts().workspace.id), () => meanwhile);
    expect(calls).toBe(2);
    expect(await person(AYSE)).toMatchObject({ consent: { status: "refused", iysState: "registered" } });
  });

  it("without a subscription everything waits, with the company's code; nothing is lost", async () => {
    const { remote } = await branded();
    await accounts().change(remote, { brand: null });
    await grant("0532 123 45 67");
    expect(await report()).toBeGreaterThan(0);
    expect(await overview()).toMatchObject({ stoppedBy: "403", registered: 0, waiting: [{ people: 1 }] });
    await accounts().change(remote, { brand: BRAND });
    expect(await report()).toBeNull();
    expect(await overview()).toMatchObject({ stoppedBy: null, registered: 1 });
  });

  it("words from before the brand was entered join the queue while they still can", async () => {
    const { id } = await accounts().connected("iletimerkezi");
    await grant("0532 123 45 67");
    expect((await overview()).waiting).toEqual([]);
    await brand(id);
    expect((await overview()).waiting).toMatchObject([{ people: 1 }]);
  });

  it("no connection that reaches İYS: nothing is queued, and a brand cannot be set on it", async () => {
    const { id } = await accounts().connected("turkeysms");
    await expect(brand(id)).rejects.toMatchObject({ code: "connection.not_found" });
    await grant("0532 123 45 67");
    expect(await person(AYSE)).toMatchObject({ consent: { iysState: "none" } });
    expect(await report()).toBeNull();
  });
});

describe("asking İYS", () => {
  const ask = async (msisdn: number) =>
    checkConsent(accounts().driver, await accounts().scope(), msisdnFromRow(msisdn));

  it("R-130 a refusal found at İYS holds here from then on; a stranger there changes nothing", async () => {
    const { remote } = await branded();
    await grant("0532 123 45 67", { givenOn: daysAgo(2), source: "iys" });
    const elsewhere: ConsentRecord = {
      ...{ recipient: `+${AYSE}`, audience: "individual", channel: "sms", status: "refused", source: "HS_MESAJ" },
      at: new Date(Date.now() - 60_000),
    };
    await registry().register(await keyOf(remote), BRAND, [elsewhere]);
    expect(await ask(AYSE)).toMatchObject({ answer: "refused", source: "HS_MESAJ" });
    expect(await person(AYSE)).toMatchObject({
      consent: { status: "refused", source: "iys", iysState: "registered" },
      check: { answer: "refused" },
    });
    expect(await ask(VELI)).toMatchObject({ answer: "unknown" });
    expect(await person(VELI)).toBeNull();
  });

  it("many are asked about one by one; an answer that fails leaves the rest for later", async () => {
    const { remote } = await branded();
    await grant("0532 123 45 67");
    await report();
    const people = AskInput.parse({ by: "numbers", numbers: "0532 123 45 67\n0533 111 22 33" });
    await accounts().workspace.transact((tx) => askChecks(tx, people));
    expect((await overview()).checks).toMatchObject({ open: 2, oldest: null });
    await sandbox().control("POST", "/switches", { on: "iletimerkezi", workspace: remote, fault: { kind: "reset" } });
    const check = () => checkConsents(jobScope(accounts().workspace.id), accounts().driver);
    expect(await check()).toBeGreaterThan(0);
    expect((await overview()).checks.open).toBe(2);
    expect(await check()).toBeNull();
    expect((await overview()).checks).toMatchObject({
      open: 0,
      answers: { granted: 1, refused: 0, none: 0, unknown: 1 },
    });
  });

  it("without a registry it says so and asks nobody", async () => {
    await accounts().connected("turkeysms");
    await expect(ask(AYSE)).rejects.toMatchObject({ code: "consent.no_registry" });
  });
});
