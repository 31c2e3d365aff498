import { beforeEach, describe, expect, it } from "vitest";
import { checkCampaign } from "#lib/domain/campaigns/checkup-queries";
import type { Checkup } from "#lib/domain/campaigns/draft";
import type { CampaignKind } from "#lib/domain/campaigns/model";
import type { PreflightCode } from "#lib/domain/campaigns/preflight";
import { recipientAt } from "#lib/domain/campaigns/preview-queries";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
import type { Prisma } from "#lib/infra/db/generated/client";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
let workspace: TestWorkspace;
let importId: string;
let connectionId: string;
let senderId: string;

const people = "Ad;Telefon\nAyşe;05321234501\nVeli;05321234502\n;05321234503\nÇağla;05321234504\n";
const quota = (remaining: number | null) => ({
  plan: { name: "Büyük", status: "active", renewsAt: null },
  quota: { limit: 1_000, used: 0, remaining, periodEnd: null },
  upgradeUrl: "https://ornek.com/plan",
});

beforeEach(async () => {
  workspace = await makeWorkspace();
  importId = await storeList(workspace, people);
  [connectionId, senderId] = [newId(), newId()];
  await workspace.transact(async ({ db, workspaceId }) => {
    await db.connection.create({
      data: {
        ...{ workspaceId, id: connectionId, provider: "iletiniz", remoteId: "ws_1", remoteName: "Ihlamur" },
        ...{ scopes: ["messages:send", "account:read"], connectedById: workspace.person.id, account: quota(1_000) },
      },
    });
    await db.sender.create({
      data: { workspaceId, id: senderId, connectionId, name: "IHLAMUREV", status: "approved" },
    });
  });
});

interface DraftChange {
  connectionId?: null;
  senderId?: null;
  text?: string;
  kind?: CampaignKind | null;
  importId?: string | null;
  state?: "draft" | "holding" | "completed";
}

async function makeDraft(change: DraftChange = {}): Promise<string> {
  const id = newId();
  await workspace.transact(({ db, workspaceId }) =>
    db.campaign.create({
      data: {
        ...{ workspaceId, id, name: "Ev", createdById: workspace.person.id, connectionId, senderId, importId },
        ...{ text: "Merhaba", kind: "informational", importReading: change.state === undefined ? null : 1, ...change },
      },
    }),
  );
  return id;
}

async function check(change: DraftChange = {}): Promise<Checkup> {
  const id = await makeDraft(change);
  return checkOf(id);
}

async function checkOf(id: string): Promise<Checkup> {
  const checkup = await workspace.sql((sql) => checkCampaign(sql, id, id));
  if (checkup === null) throw new Error("nobody else asked");
  return checkup;
}

const line = (checkup: Checkup, code: PreflightCode) => {
  const { level, reason, detail } = checkup.checks.find((one) => one.code === code) ?? {};
  return { level, reason, detail };
};

const consent = (msisdn: bigint, status: "granted" | "refused") =>
  workspace.transact(({ db, workspaceId }) =>
    db.consent.create({
      data: { workspaceId, msisdn, status, source: "form", proof: "Mağazada imzaladı", givenAt: new Date() },
    }),
  );

const suppress = (msisdn: bigint) =>
  workspace.transact(({ db, workspaceId }) =>
    db.suppression.create({ data: { workspaceId, msisdn, reason: "opt_out", source: "sms" } }),
  );

describe("checkCampaign", () => {
  it("is green for a complete draft and says what it comes to", async () => {
    const checkup = await check({ text: "Siparişiniz hazır" });
    expect(checkup).toMatchObject({ level: "green", people: 4, parts: 4, suppressed: 0, withoutConsent: 0 });
    expect(checkup.examples).toEqual(["Siparişiniz hazır", "Siparişiniz hazır", "Siparişiniz hazır"]);
    expect(line(checkup, "quota")).toMatchObject({ level: "green", reason: "enough" });
  });

  it("leaves out who lacks a value, and says where the first one stands", async () => {
    const checkup = await check({ text: "Merhaba {{Ad}}" });
    expect(checkup).toMatchObject({ level: "amber", people: 3, parts: 3, missingLine: 4 });
    expect(checkup.examples).toEqual(["Merhaba Ayşe", "Merhaba Veli", "Merhaba Çağla"]);
    expect(line(checkup, "missing_values")).toMatchObject({ reason: "left_out", detail: { people: 1, of: 4 } });
    expect((await check({ text: "Merhaba {{Ad|müşterimiz}}" })).people).toBe(4);
  });

  it("leaves out suppressed numbers of any kind of message (R-131)", async () => {
    await suppress(905321234502n);
    expect(await check()).toMatchObject({ people: 3, suppressed: 1, parts: 3 });
  });

  it("sends a commercial text to nobody without a consent on record (R-130)", async () => {
    await consent(905321234501n, "granted");
    await consent(905321234502n, "refused");
    const checkup = await check({ kind: "commercial", text: "Ihlamurev: indirim. RET yaz 3344'e gonder" });
    expect(checkup).toMatchObject({ people: 1, withoutConsent: 3, level: "amber" });
    expect(line(checkup, "consent")).toMatchObject({ reason: "left_out", detail: { people: 3, of: 4 } });
    expect(line(checkup, "opt_out")).toMatchObject({ level: "green", reason: "named" });
    const none = await check({ kind: "commercial", text: "İndirim" });
    expect(line(none, "opt_out").level).toBe("red");
  });

  it("lets a suppression beat a consent", async () => {
    await consent(905321234501n, "granted");
    await suppress(905321234501n);
    const checkup = await check({ kind: "commercial", text: "Ihlamurev. RET yaz 3344'e gonder" });
    expect(checkup).toMatchObject({ people: 0, level: "red" });
    expect(line(checkup, "consent")).toMatchObject({ level: "red", reason: "nobody" });
  });

  it("judges the quota by those who would get the text, less what others were promised", async () => {
    const setQuota = (remaining: number) =>
      workspace.transact(({ db }) => db.connection.updateMany({ data: { account: quota(remaining) } }));
    await setQuota(3);
    expect(line(await check(), "quota")).toMatchObject({
      level: "red",
      reason: "short",
      detail: { free: 3, people: 4 },
    });
    await suppress(905321234502n);
    expect(line(await check({ text: "Üç kişi" }), "quota")).toMatchObject({ level: "green" });
    await makeDraft({ state: "holding", text: "Başka" });
    expect(line(await check({ text: "Üç kişi daha" }), "quota")).toMatchObject({ level: "red", reason: "used_up" });
  });

  it("finds the same text on its way to the same people", async () => {
    await makeDraft({ state: "holding", text: "Aynı" });
    expect(line(await check({ text: "Aynı" }), "duplicates")).toMatchObject({ level: "red", reason: "everyone" });
    expect(line(await check({ text: "Başka" }), "duplicates")).toMatchObject({ level: "green" });
  });

  it.each([
    ["a draft without anything", { text: "", kind: null, importId: null }, ["audience", "kind", "text"]],
    ["a variable the list does not have", { text: "{{Soyad}}" }, ["variables"]],
  ] as const)("is red for %s", async (_, change, codes) => {
    const checkup = await check(change);
    const reds = checkup.checks.filter((one) => one.level === "red").map((one) => one.code);
    expect(reds).toEqual(codes);
    expect(checkup.level).toBe("red");
  });

  it("judges the connection that is there before a sender is chosen, and misses one only where there is none", async () => {
    const unchosen = { connectionId: null, senderId: null };
    const before = await check(unchosen);
    expect(line(before, "sender")).toMatchObject({ level: "red", reason: "not_chosen" });
    expect(line(before, "connection")).toMatchObject({ level: "green", reason: "active" });
    await workspace.transact(({ db }) => db.connection.updateMany({ data: { state: "disconnected" } }));
    expect(line(await check(unchosen), "connection")).toMatchObject({ level: "red", reason: "none" });
    await workspace.transact(({ db }) => db.connection.updateMany({ data: { state: "active" } }));
  });

  it.each<[PreflightCode, string, Prisma.ConnectionUpdateManyMutationInput]>([
    ["connection", "needs_reconnect", { state: "needs_reconnect" }],
    ["permission", "scope_missing", { scopes: ["account:read"] }],
    ["plan", "none", { account: { ...quota(5), plan: null } }],
  ])("is red when the %s is not in order", async (code, reason, data) => {
    await workspace.transact(({ db }) => db.connection.updateMany({ data }));
    expect(line(await check(), code)).toMatchObject({ level: "red", reason });
  });

  async function makeLongDraft(): Promise<string> {
    const big = Array.from({ length: 25_000 }, (_, n) => `a;0532${String(1_000_000 + n)}`).join("\n");
    return makeDraft({ importId: await storeList(workspace, `Ad;Telefon\n${big}\n`), text: "{{Ad}}" });
  }

  it("tells on the way how many it has counted, and ends where nobody waits for it any more", async () => {
    const id = await makeLongDraft();
    const told: number[] = [];
    const leaving = new AbortController();
    const ask = (text: string) =>
      workspace.sql((sql) =>
        checkCampaign(sql, id, text, null, {
          signal: leaving.signal,
          onProgress: (people) => told.push(people),
        }),
      );
    expect((await ask("one"))?.people).toBe(25_000);
    expect(told).toEqual([10_000, 20_000, 25_000]);
    await workspace.transact(({ db }) => db.campaign.updateMany({ data: { text: "Sayın {{Ad}}" } }));
    leaving.abort();
    expect(await ask("two")).toBeNull();
    expect(told).toHaveLength(3);
  });

  it("gives the older of two questions of one person up", async () => {
    const id = await makeLongDraft();
    const ask = () => workspace.sql((sql) => checkCampaign(sql, id, "one person"));
    const [first, second] = await Promise.all([ask(), ask()]);
    expect([first, second].filter((answer) => answer === null)).toHaveLength(1);
  });

  it("knows no draft of another workspace", async () => {
    const id = await makeDraft();
    const other = await makeWorkspace();
    await expect(other.sql((sql) => checkCampaign(sql, id, "x"))).rejects.toMatchObject({ code: "campaign.not_found" });
  });
});

describe("recipientAt", () => {
  const at = (place: { at: number } | { after: number } | { before: number }, fullNumbers = true) =>
    workspace.transact((tx) => recipientAt(tx, importId, place, fullNumbers));

  it("steps through the list in order and knows its ends", async () => {
    expect(await at({ after: 0 })).toMatchObject({
      line: 2,
      hasPrevious: false,
      hasNext: true,
      cells: ["Ayşe", "05321234501"],
    });
    expect(await at({ after: 2 })).toMatchObject({ line: 3, hasPrevious: true });
    expect(await at({ before: 3 })).toMatchObject({ line: 2 });
    expect(await at({ at: 5 })).toMatchObject({ line: 5, hasNext: false });
    expect(await at({ after: 5 })).toBeNull();
  });

  it("hides the digits in the cells from those who may not see them", async () => {
    expect((await at({ at: 2 }, false))?.cells).toEqual(["Ayşe", "*********01"]);
  });

  it("shows nobody of another workspace's list", async () => {
    const other = await makeWorkspace();
    expect(await other.transact((tx) => recipientAt(tx, importId, { after: 0 }, true))).toBeNull();
  });
});
