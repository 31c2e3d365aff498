import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, list, type Reply, Running } from "../testing/running.ts";

let sandbox: Running;
beforeAll(async () => {
  sandbox = await Running.start();
});
afterAll(() => sandbox.stop());

type Account = Record<string, unknown>;
const account = (change: object = {}): Promise<Account> => sandbox.account("turkeysms", change);

function post(of: Account, path: string, fields: object = {}): Promise<Reply> {
  const body = { api_key: of.api_key, response_type: "json", report: 1, ...fields };
  return call(`${sandbox.turkeysms}/api/v3/${path}`, { method: "POST", body });
}
const message = { title: "MAGAZA", text: "Merhaba", sentto: "905321110001", sms_lang: 0, content_type: 0 };
const send = (of: Account, change: object = {}): Promise<Reply> =>
  post(of, "gonder/add-content", { ...message, ...change });
function get(of: Account, path: string, query: Record<string, string>): Promise<Reply> {
  const all = new URLSearchParams({ api_key: String(of.api_key), response_type: "json", ...query });
  return call(`${sandbox.turkeysms}/api/v3/${path}?${all}`, {});
}
const status = (of: Account, id: unknown): Promise<Reply> =>
  get(of, "sms-durumu/sms_durumu.php", { sms_id: String(id) });
const idOf = (reply: Reply): unknown => Object(reply.body).sms_id;
const accepted = async (of: Account): Promise<unknown> =>
  Object((await sandbox.control(`/ledger/counts?workspace=${of.id}`)).body).accepted;

describe("a send is refused with its code, HTTP 200, and nothing is taken", () => {
  it.each<[string, object, object]>([
    ["TS-1025", { sentto: "" }, {}],
    ["TS-1026", { text: " " }, {}],
    ["TS-1027", {}, { balance: { local: 0, international: 0 } }],
    ["TS-1028", { title: "ESKIBASLIK" }, {}],
    ["TS-1029", { title: "YABANCI" }, {}],
    ["TS-1030", {}, { active: false }],
    ["TS-1031", { api_key: "nobody" }, {}],
    ["TS-1032", { sentto: "491701234567" }, {}],
    ["TS-1033", { sms_lang: 7 }, {}],
    ["TS-1034", { sentto: "+905321110001" }, {}],
    ["TS-1034", { sentto: "123" }, {}],
    ["TS-1050", { api_key: "" }, {}],
    ["TS-1051", { title: "" }, {}],
    ["TS-1061", {}, { permissions: { post: false, get: true, status: true, balance: true } }],
    ["TS-1070", { scheduled_sms: 1 }, {}],
    ["TS-1071", { scheduled_sms: 1, scheduled_date: "2027-01-01" }, {}],
    ["TS-1072", { scheduled_sms: 1, scheduled_date: "2020-01-01", scheduled_time: "09:00" }, {}],
  ])("%s for %j with %j", async (code, change, of) => {
    const customer = await account(of);
    const reply = await send(customer, change);
    expect([reply.status, reply.body]).toMatchObject([200, { result: false, result_code: code }]);
    expect(await accepted(customer)).toBe(0);
  });

  it("TS-1060 beyond the minute, TS-1062, 1063 and 1065 without the permission, 1052 without an id", async () => {
    const slow = await account({ per_minute: 2 });
    const codes = [await send(slow), await send(slow), await send(slow)].map(({ body }) => Object(body).result_code);
    expect(codes).toEqual(["TS-1024", "TS-1024", "TS-1060"]);
    const of = await account({ permissions: { post: true, get: false, status: false, balance: false } });
    const query = { title: "MAGAZA", text: "a", mobile: "905321110001", lang: "0" };
    expect((await get(of, "get/get.php", query)).body).toMatchObject({ result_code: "TS-1062" });
    expect((await status(of, 1)).body).toMatchObject({ result_code: "TS-1063" });
    expect((await post(of, "bakiye_sorgulama/add-content")).body).toMatchObject({ result_code: "TS-1065" });
    expect((await status(await account(), "")).body).toMatchObject({ result_code: "TS-1052" });
  });
});

describe("a send is taken", () => {
  it("with the parts it is charged for and words for its kind", async () => {
    const reply = await send(await account(), { text: "ğ".repeat(151), sms_lang: 1, content_type: 2 });
    expect(reply.body).toEqual({
      result: true,
      result_code: "TS-1024",
      result_message: expect.any(String),
      sms_id: expect.stringMatching(/^\d+$/),
      total_has_sent_last_1_min: 1,
      number_of_sms: 2,
      sms_lang: "Turkish",
      content_type: "Advertising",
      country: "Turkey-TR",
    });
  });

  it("to other countries where the account may", async () => {
    const of = await account({ international: true });
    expect((await send(of, { sentto: 491701234567 })).body).toMatchObject({ country: "International" });
  });

  it("as the text of a PHP array without response_type, and without details where they are hidden", async () => {
    const of = await account();
    expect((await send(of, { response_type: undefined })).body).toMatch(/^Array\n\(\n {4}\[result\] => true\n/);
    for (const report of [0, 2]) expect(Object((await send(of, { report })).body)).not.toHaveProperty("sms_id");
  });

  it.each([
    ["boolean", true],
    ["text", "true"],
    ["number", 1],
  ])("with result as %s", async (result, value) => {
    const reply = await send(await account({ result, numbers: "text", id_at: "data" }));
    expect(reply.body).toMatchObject({ result: value, number_of_sms: "1", data: { sms_id: expect.any(String) } });
  });

  it("to several numbers at once, with one id", async () => {
    const of = await account();
    const reply = await post(of, "gonder_coklu_gsm/add-content", { ...message, sentto: "5321110001,5321110002" });
    expect(idOf(reply)).toEqual(expect.any(String));
    expect(await accepted(of)).toBe(2);
  });
});

it.each([
  ["905321110001", "TS-1024"],
  ["905321110095", "TS-1022"],
  ["905321110098", "TS-1023"],
  ["905321110099", "TS-1064"],
])("the status of %s becomes %s, by GET and by POST", async (sentto, code) => {
  const of = await account();
  const id = idOf(await send(of, { sentto }));
  await expect.poll(async () => Object((await status(of, id)).body).sms_status_code).toBe(code);
  const posted = await post(of, "sms-durumu/sms_durumu.php", { sms_id: id });
  expect(posted.body).toMatchObject({ sms_status_code: code });
  expect((await status(await account({ unknown_id: "TS-1033" }), id)).body).toMatchObject({ result_code: "TS-1033" });
});

it("OTP: the code is in the text and in the answer, leading zeros and all", async () => {
  const of = await account();
  const replies = [
    await get(of, "otp/otp_get.php", { mobile: "905321110001", digits: "6", lang: "1" }),
    await post(of, "otp_post/add-content", { title: "MAGAZA", mobile: "905321110001" }),
    await post(of, "otp_post_detailed/add-content", {
      ...{ title: "MAGAZA", mobile: "905321110001", digits: 5, lang: 0 },
      sms_text: "Giris: TS_CODETS-LMagaza",
    }),
  ];
  const codes = replies.map(({ body }) => String(Object(body).otp_code));
  expect(codes.map((code) => code.length)).toEqual([6, 4, 5]);
  expect(replies[1]?.body).toMatchObject({ sms_lang: "Arabic" });
  const { body } = await sandbox.control(`/ledger?workspace=${of.id}`);
  const bodies = list(body, "messages").map((one) => Object(one).body);
  expect(bodies).toEqual([`Giris: ${codes[2]}\nMagaza`, `Kodunuz: ${codes[1]}`, `Kodunuz: ${codes[0]}`]);
});

it("balance echoes the key, login names the account, senders come in two forms or unreadable", async () => {
  const of = await account({ name: "Örnek" });
  expect((await post(of, "bakiye_sorgulama/add-content")).body).toMatchObject({
    ...{ result_code: "TS-1040", api_key: of.api_key, local_balance_sms: "50000", international_balance_tl: "250" },
  });
  expect((await post(of, "authenticate/login")).body).toMatchObject({ result_code: "TS-1046", account_name: "Örnek" });
  const senders = async (sender_list: string): Promise<unknown> =>
    Object((await post(await account({ sender_list }), "senderid_sorgulama/add-content")).body).sender_ids;
  expect(await senders("texts")).toEqual(["MAGAZA", "ESKIBASLIK"]);
  expect(await senders("objects")).toEqual([{ title: "MAGAZA" }, { title: "ESKIBASLIK" }]);
  expect(await senders("unreadable")).toBeUndefined();
});

it("faults: PHP in spite of JSON, a web page with 502 after taking, a code for one number", async () => {
  const of = await account();
  await sandbox.spoil(of, { kind: "php" });
  expect((await send(of)).body).toMatch(/^Array/);
  await sandbox.spoil(of, { kind: "html", status: 502 });
  expect((await send(of)).status).toBe(502);
  expect(await accepted(of)).toBe(2);
  await sandbox.spoil(of, { kind: "refuse", code: "TS-1099" }, { to: "0001" });
  expect((await send(of)).body).toMatchObject({ result_code: "TS-1099" });
  await sandbox.spoil(of, { kind: "status", status: 503 });
  expect((await send(of)).status).toBe(503);
  expect(await accepted(of)).toBe(2);
});
