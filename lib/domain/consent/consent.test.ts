import { beforeEach, describe, expect, it } from "vitest";
import { recordConsents } from "#lib/domain/consent/commands/record-consents";
import { recordRefusals } from "#lib/domain/consent/commands/record-refusals";
import { type ConsentStatus, weighConsent } from "#lib/domain/consent/model";
import { consentPage } from "#lib/domain/consent/queries";
import { ConsentFilter, RecordInput } from "#lib/domain/consent/schema";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
let workspace: TestWorkspace;

beforeEach(async () => {
  workspace = await makeWorkspace();
});

const zone = { zone: "Europe/Istanbul" };
/** Half past one at night in Istanbul, and still the day before in Greenwich. */
const clock = { now: () => new Date("2026-11-20T22:30:00Z") };
const ayse = 905321234567;
const words = (change: object = {}) =>
  RecordInput.parse({
    ...{ by: "numbers", numbers: String(ayse), source: "store", givenOn: "2026-10-05", proof: "Kasada imzalı form" },
    ...change,
  });
const ofList = (importId: string): RecordInput => ({
  ...{ by: "list", importId, source: "store", givenOn: "2026-10-05", proof: "Kasada imzalı form" },
});

const consent = (change: object = {}, into = workspace) =>
  into.transact((tx) => recordConsents(tx, words(change), zone, clock));
const refusal = (change: object = {}, into = workspace) =>
  into.transact((tx) => recordRefusals(tx, words(change), zone, clock));

async function standing(of = workspace) {
  const { rows } = await of.transact((tx) => consentPage(tx, ConsentFilter.parse({})));
  return rows;
}

describe("recordConsents", () => {
  it("records the numbers, says what became of each entry, and keeps numbers out of the history", async () => {
    await consent();
    const { result, audit } = await consent({ numbers: "0532 123 45 67\n0533 111 22 33\n0533 111 22 33\nveli" });
    expect(result).toEqual({
      ...{ people: 2, recorded: 1, already: 1, kept: 0, suppressed: 0 },
      unread: { count: 1, repeated: 1, named: [{ line: 4, reason: "invalid.letters", raw: "veli" }] },
    });
    expect(audit).toEqual({
      subject: null,
      detail: { recorded: 1, already: 1, kept: 0, unread: 1, source: "store", givenOn: "2026-10-05" },
    });
    expect(JSON.stringify(audit)).not.toMatch(/\d{7}/);
    const [row] = await standing();
    expect(row).toMatchObject({ msisdn: ayse, status: "granted", source: "store", proof: "Kasada imzalı form" });
    // The word counts from midnight of its day, in the zone of the workspace.
    expect(row?.givenAt.toISOString()).toBe("2026-10-04T21:00:00.000Z");
  });

  it("takes the day it is in the zone of the workspace, and none after it", async () => {
    expect((await consent({ givenOn: "2026-11-21" })).result.recorded).toBe(1);
    await expect(consent({ givenOn: "2026-11-22" })).rejects.toMatchObject({ code: "consent.future_date" });
  });

  it("records the people of a list, once each, and names the list in the history", async () => {
    const importId = await storeList(
      workspace,
      "Telefon;Ad\r\n05321234567;Ali\r\n05331112233;Veli\r\n05321234567;A\r\n",
    );
    const { result, audit } = await workspace.transact((tx) => recordConsents(tx, ofList(importId), zone, clock));
    expect(result).toMatchObject({ people: 2, recorded: 2, unread: { count: 0 } });
    expect(audit.subject).toMatch(/^imp_/);
    expect((await standing()).map(({ msisdn }) => msisdn)).toEqual([905321234567, 905331112233]);
  });

  it("knows no list of another workspace, and none that is not read (R-030)", async () => {
    const importId = await storeList(workspace, "Telefon\r\n05321234567\r\n");
    const other = await makeWorkspace();
    const stolen = other.transact((tx) => recordConsents(tx, ofList(importId), zone, clock));
    await expect(stolen).rejects.toMatchObject({ code: "upload.not_found" });
    await workspace.transact((tx) => tx.db.import.updateMany({ where: { id: importId }, data: { state: "reading" } }));
    const early = workspace.transact((tx) => recordConsents(tx, ofList(importId), zone, clock));
    await expect(early).rejects.toMatchObject({ code: "upload.not_ready" });
  });

  it("says when a list is too long for one go, and records none of it", async () => {
    const importId = await storeList(workspace, "Telefon\r\n05321234567\r\n");
    await workspace.transact((tx) => tx.db.import.updateMany({ where: { id: importId }, data: { kept: 200_001 } }));
    const long = workspace.transact((tx) => recordConsents(tx, ofList(importId), zone, clock));
    await expect(long).rejects.toMatchObject({ code: "consent.list_too_large", detail: { count: 200_001 } });
    expect(await standing()).toEqual([]);
  });

  it("stays inside the workspace", async () => {
    const other = await makeWorkspace();
    await consent();
    expect(await standing(other)).toEqual([]);
    await refusal({}, other);
    expect(await standing()).toMatchObject([{ status: "granted", isSuppressed: false }]);
  });
});

describe("recordRefusals", () => {
  it("suppresses and refuses in one go", async () => {
    await consent();
    const { result, audit } = await refusal({ source: "phone_call" });
    expect(result).toMatchObject({ people: 1, recorded: 1, kept: 0, suppressed: 1 });
    expect(audit.detail).toMatchObject({ recorded: 1, suppressed: 1 });
    expect(await standing()).toMatchObject([{ status: "refused", source: "phone_call", isSuppressed: true }]);
  });

  it("R-131 cannot be undone by recording the same consent again, by hand or from a list", async () => {
    await refusal();
    expect((await consent()).result).toMatchObject({ recorded: 0, kept: 1, suppressed: 1 });
    const importId = await storeList(workspace, "Telefon\r\n05321234567\r\n");
    const { result } = await workspace.transact((tx) => recordConsents(tx, ofList(importId), zone, clock));
    expect(result).toMatchObject({ people: 1, recorded: 0, kept: 1 });
    expect(await standing()).toMatchObject([{ status: "refused", isSuppressed: true }]);
  });

  it("is lifted by a later consent, which leaves the suppression to an admin", async () => {
    await refusal();
    expect((await consent({ givenOn: "2026-10-06" })).result).toMatchObject({ recorded: 1, kept: 0, suppressed: 1 });
    expect(await standing()).toMatchObject([{ status: "granted", isSuppressed: true }]);
  });

  it("of an earlier day than the consent leaves it on record and suppresses all the same", async () => {
    await consent({ givenOn: "2026-10-06" });
    expect((await refusal()).result).toMatchObject({ recorded: 0, kept: 1, suppressed: 1 });
    expect(await standing()).toMatchObject([{ status: "granted", isSuppressed: true }]);
  });

  it("is lifted by nothing that runs by itself", async () => {
    await refusal();
    const { result } = await workspace.transact(async (tx) => {
      return recordConsents({ ...tx, actorId: null }, words({ givenOn: "2026-10-06" }), zone, clock);
    });
    expect(result).toMatchObject({ recorded: 0, kept: 1 });
  });
});

// The statement writes thousands of rows by the rule that the pure file states for one.
describe("the statement follows weighConsent", () => {
  const statuses: ConsentStatus[] = ["granted", "refused"];
  const cases = statuses.flatMap((first) =>
    statuses.flatMap((second) => ["2026-10-04", "2026-10-05", "2026-10-06"].map((day) => ({ first, second, day }))),
  );
  it.each(cases)("$first on the fifth, then $second on $day", async ({ first, second, day }) => {
    const record = { granted: consent, refused: refusal };
    await record[first]();
    const { result } = await record[second]({ givenOn: day });
    const [before, after] = [new Date("2026-10-05"), new Date(day)];
    const outcome = weighConsent(
      { status: first, givenAt: before },
      { status: second, givenAt: after, isByMember: true },
    );
    expect(result).toMatchObject({ recorded: 0, already: 0, kept: 0, [outcome]: 1 });
  });
});

it("two lists with the same people in another order do not wait for each other for ever", async () => {
  const many = Array.from({ length: 2_000 }, (_, at) => String(905_320_000_000 + at));
  const [up, down] = [many.join("\n"), many.toReversed().join("\n")];
  const both = await Promise.all([consent({ numbers: up }), refusal({ numbers: down })]);
  expect(both.map(({ result }) => result.people)).toEqual([2_000, 2_000]);
  const { rows } = await workspace.transact((tx) => consentPage(tx, ConsentFilter.parse({ status: "granted" })));
  expect(rows).toEqual([]);
});
