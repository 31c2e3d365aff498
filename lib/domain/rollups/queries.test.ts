import { beforeEach, describe, expect, it } from "vitest";
import { toPublicId } from "#lib/domain/ids";
import { recountRollup } from "#lib/domain/messages/book-moves";
import type { MessageState } from "#lib/domain/messages/model";
import type { Operator } from "#lib/domain/messages/operator";
import { findDrift } from "#lib/domain/rollups/drift-queries";
import { optOutsWithin72h, periodOptOuts } from "#lib/domain/rollups/opt-out-queries";
import {
  campaignFigures,
  periodComparison,
  periodReasons,
  periodReport,
  periodTotal,
} from "#lib/domain/rollups/queries";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();

const ZONE = "Europe/Istanbul";
// A month that has a partition; the days are those of Istanbul, three hours ahead.
const month = new Date().toISOString().slice(0, 7);
const day = (n: number) => `${month}-${String(n).padStart(2, "0")}`;
const at = (n: number, time: string) => new Date(`${day(n)}T${time}:00Z`);
const wholeMonth = { from: day(1), to: day(28) };

interface Written {
  readonly at: Date;
  readonly state: MessageState;
  readonly operator?: Operator;
  readonly parts?: number;
  readonly sender?: string;
  readonly reason?: string;
  readonly code?: string;
  readonly charged?: number;
}

let workspace: TestWorkspace;
let connectionId: string;
let campaignId: string;

/** The message of an instant: its id says when it was written. */
function idAt(instant: Date, n: number): string {
  const hex = instant.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(n).padStart(12, "0")}`;
}

async function write(all: readonly Written[], ofCampaign: boolean): Promise<string[]> {
  const ids = all.map((one, n) => idAt(one.at, n + 1));
  await workspace.transact(({ db, workspaceId }) =>
    db.message.createMany({
      data: all.map((one, n) => ({
        ...{ workspaceId, id: ids[n] ?? "", connectionId, campaignId: ofCampaign ? campaignId : null, body: "x" },
        ...{ source: ofCampaign ? "campaign" : "reply", encoding: "gsm7", state: one.state, parts: one.parts ?? 1 },
        ...{ sender: one.sender ?? "MAGAZA", operator: one.operator ?? "turkcell", reason: one.reason ?? null },
        ...{ providerCode: one.code ?? null, chargedParts: one.charged ?? null, acceptedAt: one.at },
        msisdn: 905_300_000_000n + BigInt(n),
      })),
    }),
  );
  return ids;
}

/** Books what was written as a recount finds it. */
function book(): Promise<unknown> {
  return workspace.sql(({ client, workspaceId }) =>
    client.query(
      `INSERT INTO message_rollups (workspace_id, campaign_id, state, parts, operator, at, source, connection_id, sender, reason,
         provider_code, messages, charged, told) SELECT $1::uuid, c.* FROM (${recountRollup("true")}) AS c`,
      [workspaceId],
    ),
  );
}

beforeEach(async () => {
  workspace = await makeWorkspace();
  [connectionId, campaignId] = [newId(), newId()];
  const personId = workspace.person.id;
  const ids = [idAt(at(3, "09:00"), 1), idAt(at(3, "09:00"), 5)];
  await workspace.transact(async ({ db, workspaceId }) => {
    await db.connection.create({
      data: {
        ...{ workspaceId, id: connectionId, provider: "turkeysms", remoteId: "1", remoteName: "Örnek" },
        connectedById: personId,
      },
    });
    await db.campaign.create({
      data: {
        ...{ workspaceId, id: campaignId, name: "Ev haftası", state: "settling", kind: "commercial" },
        ...{ createdById: personId, startedById: personId, firstId: ids[0] ?? null, lastId: ids[1] ?? null },
        ...{ preparedAt: at(3, "09:00"), sentAt: at(3, "09:30") },
      },
    });
  });
  await write(
    [
      { at: at(3, "09:00"), state: "delivered", parts: 2, charged: 3 },
      { at: at(3, "09:00"), state: "delivered", operator: "vodafone" },
      { at: at(3, "09:00"), state: "undelivered", operator: "vodafone", code: "115" },
      { at: at(3, "09:00"), state: "skipped", reason: "suppressed" },
      { at: at(3, "09:00"), state: "pending" },
    ],
    true,
  );
  // 22:00 in London's clock is the next day in Istanbul's.
  await write(
    [
      { at: at(3, "22:00"), state: "delivered", sender: "DESTEK" },
      { at: at(9, "10:00"), state: "failed", sender: "DESTEK", reason: "invalid_recipient", code: "TS-1033" },
    ],
    false,
  );
  await book();
});

const report = (group: Parameters<typeof periodReport>[3], period = wholeMonth) =>
  workspace.transact((tx) => periodReport(tx, period, ZONE, group));

describe("a report of a period", () => {
  it("adds up what became of all messages; those that wait are not in it", async () => {
    const total = await workspace.transact((tx) => periodTotal(tx, wholeMonth, ZONE));
    expect(total).toEqual({
      ...{ messages: 6, sent: 4, delivered: 3, lost: 1, waiting: 0, refused: 1, unknown: 0, skipped: 1, cancelled: 0 },
      ...{ parts: 5, charged: 6, told: 1 },
    });
  });

  it("counts a message on its day in the zone of the workspace, a campaign's on that of the campaign", async () => {
    const days = (await report("day")).map(({ key, figures }) => [key, figures.messages]);
    expect(days).toEqual([
      [day(3), 4],
      [day(4), 1],
      [day(9), 1],
    ]);
    const [one] = await report("day", { from: day(4), to: day(4) });
    expect(one?.figures.delivered).toBe(1);
  });

  it("tells senders, connections, operators, campaigns, sources, kinds, members and sizes apart", async () => {
    const keys = async (group: Parameters<typeof periodReport>[3]) =>
      (await report(group)).map(({ key, label, figures }) => [key, label, figures.messages]);
    const person = workspace.person;
    expect(await keys("sender")).toEqual([
      ["MAGAZA", null, 4],
      ["DESTEK", null, 2],
    ]);
    expect(await keys("connection")).toEqual([[toPublicId("connection", connectionId), "Örnek", 6]]);
    expect(await keys("operator")).toEqual([
      ["turkcell", null, 4],
      ["vodafone", null, 2],
    ]);
    expect(await keys("campaign")).toEqual([
      [toPublicId("campaign", campaignId), "Ev haftası", 4],
      ["", null, 2],
    ]);
    expect(await keys("source")).toEqual([
      ["campaign", null, 4],
      ["reply", null, 2],
    ]);
    expect(await keys("kind")).toEqual([
      ["commercial", null, 4],
      ["", null, 2],
    ]);
    expect(await keys("member")).toEqual([
      [person.id, person.name, 4],
      ["", null, 2],
    ]);
    expect(await keys("parts")).toEqual([
      ["1", null, 5],
      ["2", null, 1],
    ]);
  });

  it("is narrowed to a sender, an operator, a source or a campaign", async () => {
    const count = async (filter: Parameters<typeof periodTotal>[3]) =>
      (await workspace.transact((tx) => periodTotal(tx, wholeMonth, ZONE, filter))).messages;
    expect(await count({ sender: "DESTEK" })).toBe(2);
    expect(await count({ operator: "vodafone", source: "campaign" })).toBe(2);
    expect(await count({ campaignId })).toBe(4);
    expect(await count({ connectionId: newId() })).toBe(0);
  });

  it("stands beside as many days before", async () => {
    const period = { from: day(4), to: day(9) };
    const { now, before, beforePeriod } = await workspace.transact((tx) => periodComparison(tx, period, ZONE));
    expect(beforePeriod.to).toBe(day(3));
    expect([now.messages, before.messages]).toEqual([2, 4]);
  });

  it("says why messages did not arrive, with the provider's own code", async () => {
    const reasons = await workspace.transact((tx) => periodReasons(tx, wholeMonth, ZONE));
    expect(reasons).toEqual([
      { state: "skipped", reason: "suppressed", providerCode: null, messages: 1 },
      { state: "undelivered", reason: null, providerCode: "115", messages: 1 },
      { state: "failed", reason: "invalid_recipient", providerCode: "TS-1033", messages: 1 },
    ]);
  });

  it("shows nothing of another workspace", async () => {
    const other = await makeWorkspace();
    expect(await other.transact((tx) => periodReport(tx, wholeMonth, ZONE, "day"))).toEqual([]);
    expect((await other.transact((tx) => campaignFigures(tx, campaignId))).figures.messages).toBe(0);
  });
});

describe("the report of a campaign", () => {
  it("reads its cells and no message", async () => {
    const { figures, byOperator, byParts, reasons } = await workspace.transact((tx) => campaignFigures(tx, campaignId));
    expect(figures).toMatchObject({ messages: 4, delivered: 2, lost: 1, skipped: 1, parts: 4, charged: 5 });
    expect(byOperator.map(({ key, figures: of }) => [key, of.delivered, of.lost])).toEqual([
      ["vodafone", 1, 1],
      ["turkcell", 1, 0],
    ]);
    expect(byParts.map(({ key, figures: of }) => [key, of.sent])).toEqual([
      ["1", 2],
      ["2", 1],
    ]);
    expect(reasons.map(({ state }) => state)).toEqual(["skipped", "undelivered"]);
  });

  it("counts those who refused by themselves within 72 hours of getting it", async () => {
    const refusal = (n: number, source: string, when: Date) => ({
      ...{ workspaceId: workspace.id, msisdn: 905_300_000_000n + BigInt(n), reason: "RET", source, createdAt: when },
    });
    const data = [
      refusal(0, "page", at(4, "09:00")),
      refusal(1, "keyword", at(6, "09:01")),
      refusal(2, "manual", at(4, "09:00")),
      refusal(99, "page", at(4, "09:00")),
    ];
    await workspace.transact(({ db }) => db.suppression.createMany({ data }));
    const spans = await workspace.transact((tx) => optOutsWithin72h(tx, campaignId));
    expect(spans.filter((people) => people > 0)).toEqual([1]);
    expect(await workspace.transact((tx) => periodOptOuts(tx, wholeMonth, ZONE))).toBe(3);
  });
});

describe("the comparison with a recount", () => {
  it("finds nothing where nothing is wrong, and names the cell where something is", async () => {
    const drift = async () => (await workspace.sql(findDrift)).filter(({ where }) => where === "rollup");
    expect(await drift()).toEqual([]);
    await workspace.transact(({ db, workspaceId }) =>
      db.messageRollup.updateMany({ where: { workspaceId, state: "delivered", parts: 2 }, data: { messages: 7 } }),
    );
    expect(await drift()).toMatchObject([{ campaignId, state: "delivered", parts: 2, booked: 7, counted: 1 }]);
  });
});
