import { beforeEach, describe, expect, it } from "vitest";
import { campaignHead, campaignProgress } from "#lib/domain/campaigns/report-queries";
import { toPublicId } from "#lib/domain/ids";
import { BOOK_CAMPAIGN } from "#lib/domain/messages/book-moves";
import { messageDetail } from "#lib/domain/messages/detail-queries";
import { messagePage } from "#lib/domain/messages/page-queries";
import { usedSenders } from "#lib/domain/messages/queries";
import { MessageFilter } from "#lib/domain/messages/schema";
import { storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();

const ZONE = "Europe/Istanbul";
const everything = MessageFilter.parse({});
const states = ["delivered", "accepted", "failed", "unknown", "skipped", "pending"] as const;

let workspace: TestWorkspace;
let campaignId: string;
let ids: string[];

/** A campaign of thirty messages, five of each state; numbers end in 100 to 129. */
beforeEach(async () => {
  workspace = await makeWorkspace();
  const messages = Array.from({ length: 30 }, (_, index) => {
    const state = states[index % states.length] ?? "pending";
    const reason = state === "failed" ? "invalid_recipient" : state === "skipped" ? "no_consent" : null;
    return { state, reason, parts: index === 0 ? 2 : 1, providerCode: index < 3 ? "404" : null };
  });
  ({ campaignId, ids } = await storeCampaign(workspace, messages));
  await workspace.transact(({ db, workspaceId }) =>
    db.messageStat.createMany({
      data: states.map((state) => ({ workspaceId, campaignId, state, messages: 5, parts: 5 })),
    }),
  );
});

const rangeOf = () => ({ campaignId, firstId: ids[0] ?? "", lastId: ids.at(-1) ?? "" });

describe("a list of messages read by key", () => {
  it("shows each message once on the way forward, and the same pages on the way back", async () => {
    const forward: string[][] = [];
    let after: string | undefined;
    do {
      const page = await workspace.transact((tx) => messagePage(tx, rangeOf(), { ...everything, after }, ZONE, 12));
      forward.push(page.rows.map((row) => row.id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(forward.flat()).toEqual(ids);
    expect(forward.map((page) => page.length)).toEqual([12, 12, 6]);

    const before = toPublicId("message", forward[2]?.[0] ?? "");
    const back = await workspace.transact((tx) => messagePage(tx, rangeOf(), { ...everything, before }, ZONE, 12));
    expect(back.rows.map((row) => row.id)).toEqual(forward[1]);
    expect(back.previous).not.toBeNull();
  });

  it.each([
    [{ from: "0000-01-01" }, 30],
    [{ from: "0001-01-01", to: "9999-12-31" }, 30],
    [{ from: "1923-10-29" }, 30],
    [{ to: "1969-12-31" }, 0],
    [{ from: "9999-12-31" }, 0],
  ])("takes days that no message can be of: %j", async (days, count) => {
    const filter = MessageFilter.parse(days);
    const page = await workspace.transact((tx) => messagePage(tx, null, filter, ZONE, 50));
    expect(page.rows).toHaveLength(count);
  });

  it("shows a workspace's messages newest first", async () => {
    const page = await workspace.transact((tx) => messagePage(tx, null, everything, ZONE, 5));
    expect(page.rows.map((row) => row.id)).toEqual(ids.slice(-5).reverse());
  });

  it("can be narrowed to senders of codes and tests, which no campaign has", async () => {
    const senders = [
      ["CAMPAIGN", "approved"],
      ["CODES", "approved"],
      ["TYPED", "unverified"],
      ["WAITS", "pending"],
    ] as const;
    await workspace.transact(async ({ db, workspaceId }) => {
      await db.campaign.updateMany({ where: { workspaceId }, data: { senderName: "CAMPAIGN" } });
      const { connectionId = "" } = (await db.message.findFirst({ where: { workspaceId } })) ?? {};
      for (const [name, status] of senders) {
        await db.sender.create({ data: { workspaceId, id: newId(), connectionId, name, status } });
      }
    });
    expect(await workspace.transact(usedSenders)).toEqual(["CAMPAIGN", "CODES", "TYPED"]);
  });

  it("narrows by state, whole number, last digits and day", async () => {
    const idsFor = async (filter: Record<string, string>) => {
      const page = await workspace.transact((tx) => messagePage(tx, null, MessageFilter.parse(filter), ZONE));
      return page.rows.map((row) => Number(row.msisdn) - 905_320_000_100).sort((a, b) => a - b);
    };
    expect(await idsFor({ view: "lost" })).toEqual([2, 8, 14, 20, 26]);
    expect(await idsFor({ number: "0532 000 01 07" })).toEqual([7]);
    expect(await idsFor({ number: "+905320000107" })).toEqual([7]);
    expect(await idsFor({ number: "0107" })).toEqual([7]);
    expect(await idsFor({ number: "9".repeat(40) })).toEqual([]);
    expect(await idsFor({ from: "2001-01-01", to: "2001-01-02" })).toEqual([]);
    expect(await idsFor({ from: "2001-01-01" })).toHaveLength(30);
    expect(await idsFor({ from: "9999-12-31", to: "2001-01-01" }), "in either order").toHaveLength(30);
    expect(await idsFor({ source: "test" })).toEqual([]);
    expect(await idsFor({ reason: "invalid_recipient" })).toEqual([2, 8, 14, 20, 26]);
    expect(await idsFor({ reason: "no_consent", number: "0110" })).toEqual([10]);
    // Of the three with this code one did not get it; a code of those who did says nothing.
    expect(await idsFor({ code: "404" })).toEqual([2]);
    expect(await idsFor({ code: "404", view: "delivered" })).toEqual([0]);
    expect(await idsFor({ code: "404", reason: "invalid_recipient" })).toEqual([2]);
    expect(await idsFor({ operator: "vodafone" })).toEqual([]);
    expect(await idsFor({ operator: "unknown", view: "lost" })).toEqual([2, 8, 14, 20, 26]);
    expect(await idsFor({ parts: "2" })).toEqual([0]);
    expect(await idsFor({ connection: toPublicId("connection", newId()) })).toEqual([]);
  });

  it("reads those who did not get it by their own list, in the order of the page, both ways", async () => {
    const lost = await workspace.transact(({ db, workspaceId }) =>
      db.message.findMany({ where: { workspaceId, state: "failed" }, select: { id: true }, orderBy: { id: "asc" } }),
    );
    const expired = ids[3] ?? "";
    await workspace.transact(({ db, workspaceId }) =>
      db.messageProblem.create({ data: { workspaceId, state: "expired", messageId: expired } }),
    );
    await workspace.transact(({ db, workspaceId }) =>
      db.message.updateMany({ where: { workspaceId, id: expired }, data: { state: "expired" } }),
    );
    const all = [...lost.map(({ id }) => id), expired].sort((one, other) => (one < other ? -1 : 1));
    const read = (more: Record<string, string>, range: ReturnType<typeof rangeOf> | null = rangeOf()) =>
      workspace.transact((tx) => messagePage(tx, range, MessageFilter.parse({ view: "lost", ...more }), ZONE, 4));
    const first = await read({});
    const second = await read({ after: first.next ?? "" });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all);
    expect((await read({ before: second.rows[0]?.publicId ?? "" })).rows).toEqual(first.rows);
    expect((await read({}, null)).rows.map(({ id }) => id)).toEqual(all.slice(-4).reverse());
    expect((await read({ reason: "invalid_recipient", from: "2001-01-01" })).rows).toHaveLength(4);
    expect((await read({ to: "2001-01-01" })).rows).toEqual([]);
  });

  it("looks at so many messages for a page of a search and goes on from there, both ways, until all are found", async () => {
    const filter = MessageFilter.parse({ view: "delivered", sender: "MAGAZA" });
    const read = (range: ReturnType<typeof rangeOf> | null, at: { after?: string; before?: string }) =>
      workspace.transact((tx) => messagePage(tx, range, { ...filter, ...at }, ZONE, 3, { neighbours: 7, listed: 7 }));
    const delivered = ids.filter((_, index) => states[index % states.length] === "delivered");
    const found: string[][] = [];
    let page = await read(rangeOf(), {});
    for (; page.next !== null; page = await read(rangeOf(), { after: page.next })) {
      expect(page.isPartial).toBe(true);
      found.push(page.rows.map(({ id }) => id));
    }
    expect([...found.flat(), ...page.rows.map(({ id }) => id)]).toEqual(delivered);
    expect(found.map((rows) => rows.length)).toEqual([2, 1, 1, 1]);
    expect(page).toMatchObject({ isPartial: false, next: null });

    const back = await read(rangeOf(), { before: toPublicId("message", ids[29] ?? "") });
    expect(back.rows.map(({ id }) => id)).toEqual(delivered.slice(-1));
    expect(back.previous).toBe(toPublicId("message", ids[22] ?? ""));
  });

  it("passes over what the rollup counts nothing of, and nobody who still waits", async () => {
    const search = (more: Record<string, string>) =>
      workspace.transact((tx) =>
        messagePage(tx, null, MessageFilter.parse(more), ZONE, 3, { neighbours: 7, listed: 7 }),
      );
    // The campaign has people who wait: it could hold more of them.
    expect((await search({ operator: "vodafone" })).isPartial).toBe(true);
    await workspace.transact(({ db, workspaceId }) =>
      db.messageStat.updateMany({ where: { workspaceId, state: "pending" }, data: { messages: 0 } }),
    );
    expect(await search({ operator: "vodafone" })).toMatchObject({ rows: [], next: null, isPartial: false });
    await workspace.sql(({ client }) => client.query(BOOK_CAMPAIGN, [workspace.id, campaignId]));
    expect(await search({ operator: "vodafone" })).toMatchObject({ rows: [], next: null, isPartial: false });
    expect((await search({ parts: "2" })).next).toBe(toPublicId("message", ids[23] ?? ""));
  });

  it("shows nothing of another workspace", async () => {
    const other = await makeWorkspace();
    const page = await other.transact((tx) => messagePage(tx, rangeOf(), everything, ZONE));
    expect(page.rows).toEqual([]);
    expect(await other.transact((tx) => messageDetail(tx, toPublicId("message", ids[0] ?? "")))).toBeNull();
    expect(await other.transact((tx) => campaignHead(tx, toPublicId("campaign", campaignId)))).toBeNull();
  });
});

describe("how a campaign stands", () => {
  it("counts the messages of an open call as handed over, not as waiting", async () => {
    const { id: workspaceId } = workspace;
    const open = { workspaceId, id: newId(), campaignId, connectionId: newId(), fence: 1, messageIds: ids.slice(0, 3) };
    await workspace.transact(({ db }) => db.dispatchAttempt.create({ data: open }));
    const progress = await workspace.transact((tx) => campaignProgress(tx, toPublicId("campaign", campaignId)));
    expect(progress?.counts).toMatchObject({ pending: 2, submitted: 3, delivered: 5, unknown: 5 });
    expect(Object.values(progress?.counts ?? {}).reduce((sum, count) => sum + count, 0)).toBe(30);
  });
});
