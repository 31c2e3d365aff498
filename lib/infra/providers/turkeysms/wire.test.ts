import { describe, expect, it } from "vitest";
import { batchTo, openConformanceStage } from "#lib/infra/providers/conformance/stage.fixture";
import type { OneTimeCode } from "#lib/infra/providers/services";
import { writeCode } from "#lib/infra/providers/turkeysms/otp";
import { writeMessage } from "#lib/infra/providers/turkeysms/send";
import { readStatus } from "#lib/infra/providers/turkeysms/status";

const stage = openConformanceStage();
const PERSON = "+905321110001";
const code: OneTimeCode = { to: PERSON, digits: 6, language: "tr", sender: "MAGAZA", text: null };

describe("TurkeySMS: which of two readings of its sources goes over the wire", () => {
  it("the report is asked for and the answer as JSON: without either there would be no id and no object", async () => {
    const remote = await stage().remote("turkeysms");
    const outcome = await remote.driver.submit(remote.key, batchTo(PERSON));
    expect(outcome).toMatchObject({ outcomes: [{ kind: "accepted", providerId: expect.any(String) }] });
  });

  it("a status is asked for by GET although the text says POST", async () => {
    const remote = await stage().remote("turkeysms");
    await remote.driver.poll(remote.key, { providerId: "1000000000", numbers: [PERSON] });
    const { calls } = Object(await remote.control("GET", `/calls?on=turkeysms&workspace=${remote.id}`));
    expect(calls).toMatchObject([{ method: "GET", path: "/api/v3/sms-durumu/sms_durumu.php" }]);
  });

  it("the number is sentto in a send and mobile for a code; the language sms_lang and lang", () => {
    expect(Object.keys(writeMessage(batchTo(PERSON)))).toEqual(["title", "text", "sentto", "sms_lang", "content_type"]);
    expect(Object.keys(writeCode(code).fields)).toEqual(["title", "mobile", "digits", "lang"]);
  });

  it.each([
    ["en", 0],
    ["tr", 1],
    ["ar", 2],
  ] as const)("a code can be asked for in %s although one table leaves it out", (language, lang) => {
    expect(writeCode({ ...code, language }).fields).toMatchObject({ lang });
  });

  it("the place of a code is TS_CODE here, and never the newer version's TS-CODE", () => {
    const { fields } = writeCode({ ...code, text: "Kod: TS_CODE\nMagaza" });
    expect(fields.sms_text).toBe("Kod: TS_CODETS-LMagaza");
  });

  it.each(["MAGAZA", "1000007721", undefined])("sender_id in a status is not looked at: %s", (sender_id) => {
    const fields = { result: true, sender_id, sms_status_code: "TS-1024" };
    const reply = { kind: "ok" as const, code: "", fields, httpStatus: 200, requestId: null };
    expect(readStatus(reply, PERSON)).toMatchObject({ kind: "reports", reports: [{ to: PERSON, state: "delivered" }] });
  });

  it("TS-1065 is about the balance alone: the key is accepted and its senders are read", async () => {
    const remote = await stage().remote("turkeysms");
    await remote.spoil({ kind: "status", status: 200, code: "TS-1065" }, { path: "/api/v3/bakiye_sorgulama" });
    expect(await remote.driver.account(remote.key)).toMatchObject({ kind: "value", value: { balance: null } });
    expect(await remote.driver.senders(remote.key)).toMatchObject({ kind: "value" });
  });
});
