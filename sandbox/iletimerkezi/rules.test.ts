import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, list, type Reply, Running } from "../testing/running.ts";

let sandbox: Running;
beforeAll(async () => {
  sandbox = await Running.start();
});
afterAll(() => sandbox.stop());

type Account = Record<string, unknown>;
const account = (change: object = {}): Promise<Account> => sandbox.account("iletimerkezi", change);

function ask(of: Account, path: string, request: object): Promise<Reply> {
  const body = { request: { authentication: { key: of.key, hash: of.hash }, ...request } };
  return call(`${sandbox.iletimerkezi}/v1/${path}/json`, { method: "POST", body });
}

const order = (change: object = {}, message: object = {}): object => ({
  order: {
    sender: "MAGAZA",
    iys: "0",
    message: { text: "Merhaba", receipents: { number: ["+905321110001"] }, ...message },
    ...change,
  },
});
const send = (of: Account, change: object = {}, message: object = {}): Promise<Reply> =>
  ask(of, "send-sms", order(change, message));
const orderId = (reply: Reply): unknown => Object(reply.body).response?.order?.id;
const orders = async (of: Account): Promise<unknown[]> =>
  list((await sandbox.control(`/orders?account=${of.id}`)).body, "orders");

const localDay = (offsetDays: number): string =>
  new Date(Date.now() + 3 * 3_600_000 + offsetDays * 86_400_000).toISOString().slice(0, 10);
const schedule = (offsetDays: number, tail = ""): string => {
  const [year, month, day] = localDay(offsetDays).split("-");
  return `${day}/${month}/${year} 09:00${tail}`;
};

describe("send-sms refuses with its code and takes nothing", () => {
  const long = "a".repeat(2_000);
  it.each<[number, string, object, object]>([
    [450, "an unknown sender", { sender: "YABANCI" }, {}],
    [450, "APITEST beside a real sender", { sender: "APITEST" }, {}],
    [459, "no sender", { sender: "" }, {}],
    [460, "Turkish letters in the sender", { sender: "MAĞAZA" }, {}],
    [460, "a sender of 12", { sender: "ABCDEFGHIJKL" }, {}],
    [468, "no iys", { iys: undefined }, {}],
    [468, "an iys of 2", { iys: "2" }, {}],
    [469, "iys 1 without a list", { iys: "1" }, {}],
    [452, "recipients spelled right", {}, { receipents: undefined, recipients: { number: ["+905321110001"] } }],
    [452, "a list under order", { receipents: { number: ["+905321110001"] } }, { receipents: undefined }],
    [452, "no valid number", {}, { receipents: { number: ["123"] } }],
    [453, "more than seven parts", {}, { text: long }],
    [453, "more than 50,000", {}, { receipents: { number: Array.from({ length: 50_001 }, () => "+905321110001") } }],
    [454, "no text", {}, { text: "" }],
    [457, "a date of another form", { sendDateTime: "2027-01-01 09:00" }, {}],
    [457, "a day that does not exist", { sendDateTime: "31/02/2027 09:00" }, {}],
  ])("%s: %s", async (code, _name, change, message) => {
    const of = await account();
    const reply = await send(of, change, message);
    expect([reply.status, reply.body]).toMatchObject([code, { response: { status: { code } } }]);
    expect(Object.keys(Object(reply.body).response)).toEqual(["status"]);
    expect(await orders(of)).toEqual([]);
  });

  it("470 without a brand, 402 without money, 401 with the switch off, 404 elsewhere, 400 without a request", async () => {
    expect((await send(await account({ brand: null }), { iys: "1", iysList: "TACIR" })).status).toBe(470);
    expect((await send(await account({ balance: { amount: 0.01, sms: 0 } }))).status).toBe(402);
    expect((await send(await account({ api_access: false }))).status).toBe(401);
    const of = await account();
    expect((await ask(of, "consent/check", {})).status).toBe(404);
    expect((await call(`${sandbox.iletimerkezi}/v1/get-balance/json`, {})).status).toBe(404);
    expect((await call(`${sandbox.iletimerkezi}/v1/get-balance/json`, { method: "POST", raw: "x" })).status).toBe(400);
  });

  it("451 for the same order within a minute, unless the guard is off", async () => {
    const [guarded, free] = [await account(), await account({ duplicate_guard: false })];
    const replies = [await send(guarded), await send(guarded), await send(free), await send(free)];
    expect(replies.map(({ status }) => status)).toEqual([200, 451, 200, 200]);
  });

  it("429 beyond a hundred recipients a second; a large order is taken whole and then holds", async () => {
    const of = await account({ rate: 100, duplicate_guard: false });
    const many = { receipents: { number: Array.from({ length: 400 }, (_, n) => `+9053211${10_000 + n}`) } };
    expect((await send(of, {}, many)).status).toBe(200);
    expect((await send(of)).status).toBe(429);
    expect((await send(of, { sendDateTime: schedule(1) })).status).toBe(200);
  });
});

describe("send-sms takes", () => {
  it("every documented form of a number, and leaves out the blocked ones without a word", async () => {
    const of = await account();
    await ask(of, "add-blacklist", { blacklist: { number: "5321110009" } });
    const number = [
      "905321110001",
      "+905321110002",
      "5321110003",
      "+90 532 111 00 04",
      "+491701234567",
      "5321110009",
      "x",
    ];
    const reply = await send(of, {}, { receipents: { number } });
    const report = await ask(of, "get-report", { order: { id: orderId(reply) } });
    const said = Object(report.body).response.order.message.map((one: unknown) => Object(one).number);
    expect(said).toEqual(["+905321110001", "+905321110002", "+905321110003", "+905321110004", "+491701234567"]);
  });

  it.each([schedule(1), [schedule(1)]])("a schedule without seconds: %j", async (sendDateTime) => {
    const of = await account();
    const reply = await send(of, { sendDateTime });
    expect(reply.status).toBe(200);
    expect((await ask(of, "get-report", { order: { id: orderId(reply) } })).status).toBe(456);
    const cancel = (): Promise<Reply> => ask(of, "cancel-order", { order: { id: orderId(reply) } });
    expect([(await cancel()).status, (await cancel()).status]).toEqual([200, 455]);
    const after = await ask(of, "get-report", { order: { id: orderId(reply) } });
    expect(Object(after.body).response.order.status).toBe(115);
  });

  it("a schedule with seconds by sending at once", async () => {
    const of = await account();
    const reply = await send(of, { sendDateTime: schedule(1, ":00") });
    expect((await ask(of, "get-report", { order: { id: orderId(reply) } })).status).toBe(200);
  });

  it("APITEST only while there is no real sender, with a fixed text", async () => {
    const of = await account({ senders: [] });
    expect((await send(of, { sender: "APITEST" })).status).toBe(200);
    const { body } = await sandbox.control(`/ledger?workspace=${of.id}`);
    expect(list(body, "messages")).toMatchObject([{ body: "Bu bir test mesajidir.", sender: "APITEST" }]);
  });
});

describe("reading", () => {
  it("455 unknown, 458 beyond ten days, 464 page 0, 400 above a thousand rows", async () => {
    const of = await account();
    expect((await ask(of, "get-report", { order: { id: "1" } })).status).toBe(455);
    expect((await ask(of, "get-report", { order: { id: "1", page: 0 } })).status).toBe(464);
    expect((await ask(of, "get-report", { order: { id: "1", rowCount: 1_001 } })).status).toBe(400);
    const range = (start: number, end: number): object => ({ filter: { start: localDay(start), end: localDay(end) } });
    expect((await ask(of, "get-reports", range(-11, 0))).status).toBe(458);
    expect((await ask(of, "get-reports", range(-10, 0))).status).toBe(200);
    expect((await ask(of, "get-blacklist", { blacklist: { rowCount: "1001" } })).status).toBe(400);
  });

  it.each([
    ["page", [30, 5, 0]],
    ["total", [35, 35, 35]],
  ])("count of get-reports as the %s", async (count_means, counts) => {
    const of = await account({ count_means, duplicate_guard: false });
    for (let n = 0; n < 35; n += 1) await send(of);
    const pages = await Promise.all(
      [1, 2, 3].map((page) => ask(of, "get-reports", { filter: { start: localDay(0), end: localDay(0), page } })),
    );
    expect(pages.map(({ body }) => Object(body).response.count)).toEqual(counts);
    expect(pages.map(({ body }) => Object(body).response.orders.length)).toEqual([30, 5, 0]);
  });

  it("numbers as texts, prices with a comma, where that is switched on", async () => {
    const of = await account({ numbers: "text" });
    const reply = await send(of);
    const report = await ask(of, "get-report", { order: { id: orderId(reply) } });
    expect(Object(report.body).response).toMatchObject({
      status: { code: "200" },
      order: { id: expect.stringMatching(/^\d+$/), total: "1", price: "0,0500" },
    });
  });
});

describe("consents", () => {
  const record = (change: object = {}): object => ({
    recipient: "+905321110001",
    recipientType: "BIREYSEL",
    type: "MESAJ",
    status: "ONAY",
    source: "HS_WEB",
    consentDate: `${localDay(-1)} 12:00:00`,
    ...change,
  });
  const create = (of: Account, ...entries: object[]): Promise<Reply> =>
    ask(of, "consent/create", { consent: { brandCode: of.brand, list: entries } });
  const show = (of: Account, change: object = {}): Promise<Reply> =>
    ask(of, "consent/show", {
      consent: { brandCode: of.brand, recipient: "+905321110001", recipientType: "BIREYSEL", type: "MESAJ", ...change },
    });

  it("stores all or nothing", async () => {
    const of = await account();
    expect((await create(of, record(), record({ consentDate: `${localDay(-5)} 12:00:00` }))).status).toBe(422);
    expect((await show(of)).status).toBe(422);
    expect((await create(of, record(), record({ recipient: "a@b.example", type: "EPOSTA" }))).status).toBe(200);
    expect((await show(of)).body).toMatchObject({ response: { consent: { status: "ONAY", source: "HS_WEB" } } });
  });

  it("[] for another type and for another brand, 403 without a subscription", async () => {
    const of = await account();
    await create(of, record());
    expect((await show(of, { type: "ARAMA" })).body).toMatchObject({ response: { consent: [] } });
    expect((await show(of, { brandCode: 1 })).body).toMatchObject({ response: { consent: [] } });
    expect((await create(await account({ brand: null }), record())).status).toBe(403);
  });

  it("a refusal keeps a commercial message back", async () => {
    const of = await account();
    await create(of, record({ status: "RET" }));
    const reply = await send(of, { iys: "1", iysList: "BIREYSEL" });
    const messages = async () => {
      const report = await ask(of, "get-report", { order: { id: orderId(reply) } });
      return Object(report.body).response.order.message;
    };
    // Right after the send it is on its way.
    await expect.poll(messages).toEqual([{ number: "+905321110001", status: 112 }]);
  });
});

it("the inbox answers only where it is switched on", async () => {
  const [without, withPost] = [await account(), await account({ inbox: "post" })];
  expect((await ask(without, "get-inbox", {})).status).toBe(404);
  const body = { from: "+905321110001", text: "RET" };
  await sandbox.control(`/accounts/${withPost.id}/inbox`, { method: "POST", body });
  expect((await ask(withPost, "get-inbox", {})).body).toMatchObject({
    response: { inbox: { message: [{ text: "RET" }] } },
  });
  const old = await account({ inbox: "get" });
  const address = `${sandbox.iletimerkezi}/v1/inbox/json?key=${old.key}&hash=${old.hash}`;
  expect((await call(address, {})).status).toBe(200);
});
