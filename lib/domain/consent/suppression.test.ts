import { beforeEach, describe, expect, it } from "vitest";
import { addSuppressions } from "#lib/domain/consent/commands/add-suppressions";
import { recordRefusals } from "#lib/domain/consent/commands/record-refusals";
import { removeSuppression } from "#lib/domain/consent/commands/remove-suppression";
import { consentCounts, consentPage, readyLists, suppressionPage } from "#lib/domain/consent/queries";
import { ConsentFilter, RecordInput, ReleaseInput, SuppressInput } from "#lib/domain/consent/schema";
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

const suppress = (numbers: string, into = workspace) =>
  into.transact((tx) =>
    addSuppressions(tx, SuppressInput.parse({ by: "numbers", numbers, reason: "Mağazada istedi" })),
  );
const release = (msisdn: string, reason = "Yanlış numaraydı", from = workspace) =>
  from.transact((tx) => removeSuppression(tx, ReleaseInput.parse({ msisdn, reason })));
const shown = (filter: object = {}, of = workspace, size = 50) =>
  of.transact((tx) => suppressionPage(tx, ConsentFilter.parse(filter), size));

describe("addSuppressions", () => {
  it("adds each number once, with who and why, and counts in the history", async () => {
    await suppress("0532 123 45 67");
    const { result, audit } = await suppress("0532 123 45 67, 0533 111 22 33, 123");
    expect(result).toMatchObject({ people: 2, added: 1, already: 1, unread: { count: 1 } });
    expect(audit).toEqual({ subject: null, detail: { added: 1, already: 1, unread: 1 } });
    const { rows } = await shown();
    expect(rows).toMatchObject([
      { msisdn: 905321234567, reason: "Mağazada istedi", source: "member", by: workspace.person.name },
      { msisdn: 905331112233 },
    ]);
  });

  it("adds the people of a list", async () => {
    const importId = await storeList(workspace, "Telefon\r\n05321234567\r\n05331112233\r\n");
    const [list] = await workspace.transact((tx) => readyLists(tx));
    expect(list).toMatchObject({ filename: "liste.csv", people: 2 });
    const { result } = await workspace.transact((tx) =>
      addSuppressions(tx, { by: "list", importId, reason: "Eski engelli liste" }),
    );
    expect(result).toMatchObject({ people: 2, added: 2 });
  });
});

describe("removeSuppression", () => {
  it("takes one number off, once, and writes the reason down without any number", async () => {
    await suppress("05321234567\n05331112233");
    const { audit } = await release("905321234567", "0532 123 45 67 yanlış yazılmış");
    expect(audit).toEqual({ subject: null, detail: { removed: 1, reason: "••• yanlış yazılmış" } });
    expect((await shown()).rows.map(({ msisdn }) => msisdn)).toEqual([905331112233]);
    await expect(release("905321234567")).rejects.toMatchObject({ code: "consent.not_suppressed" });
  });

  it("leaves the refusal on record", async () => {
    const input = RecordInput.parse({
      ...{ by: "numbers", numbers: "05321234567", source: "phone_call", givenOn: "2026-10-05", proof: "Arayıp istedi" },
    });
    await workspace.transact((tx) => recordRefusals(tx, input, { zone: "Europe/Istanbul" }));
    expect((await shown()).rows).toMatchObject([{ reason: "Arayıp istedi", source: "refusal" }]);
    await release("905321234567");
    const { rows } = await workspace.transact((tx) => consentPage(tx, ConsentFilter.parse({})));
    expect(rows).toMatchObject([{ status: "refused", isSuppressed: false }]);
    const counts = await workspace.transact((tx) => consentCounts(tx));
    expect(counts).toEqual({ granted: 0, refused: 1, suppressed: 0 });
  });

  it("knows no number of another workspace (R-030)", async () => {
    const other = await makeWorkspace();
    await suppress("05321234567", other);
    await expect(release("905321234567")).rejects.toMatchObject({ code: "consent.not_suppressed" });
    expect((await shown()).rows).toEqual([]);
    expect((await shown({}, other)).rows).toHaveLength(1);
  });
});

describe("the pages of the list", () => {
  const numbers = Array.from({ length: 7 }, (_, at) => 905_320_000_001 + at);
  const list = async (filter: object = {}) => {
    const page = await shown(filter, workspace, 3);
    return { ...page, last: page.rows.map(({ msisdn }) => msisdn % 10) };
  };

  it("go on and back by key, and their addresses hold no number", async () => {
    await suppress(numbers.join("\n"));
    const first = await list();
    expect(first).toMatchObject({ last: [1, 2, 3], previous: null });
    const second = await list({ after: first.next });
    expect(second.last).toEqual([4, 5, 6]);
    const third = await list({ after: second.next });
    expect(third).toMatchObject({ last: [7], next: null });
    const back = await list({ before: third.previous });
    expect(back.last).toEqual([4, 5, 6]);
    expect(await list({ before: back.previous })).toMatchObject({ last: [1, 2, 3], previous: null });
    for (const place of [first.next, third.previous]) {
      expect(Buffer.from(place ?? "", "base64url").toString("latin1")).not.toMatch(/\d{7}/);
    }
  });

  it("begin at the first page for a place of another workspace, or of none", async () => {
    await suppress(numbers.join("\n"));
    const other = await makeWorkspace();
    await suppress(numbers.join("\n"), other);
    const { next } = await shown({}, other, 3);
    expect((await list({ after: next })).last).toEqual([1, 2, 3]);
    expect((await list({ after: "905320000003" })).last).toEqual([1, 2, 3]);
  });

  it.each([
    ["0532 000 00 02", [2]],
    ["+90 532 000 00 02", [2]],
    ["0006", [6]],
    ["0533 000 00 02", []],
    ["9".repeat(40), []],
  ])("find %s", async (number, found) => {
    await suppress(numbers.join("\n"));
    expect((await list({ number })).last).toEqual(found);
  });
});
