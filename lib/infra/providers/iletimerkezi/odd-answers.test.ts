import { describe, expect, it } from "vitest";
import { openServers } from "#lib/infra/http-servers.fixture";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { pairSecret } from "#lib/infra/providers/iletimerkezi/credential";
import { iletimerkeziDriver } from "#lib/infra/providers/iletimerkezi/driver";

// What the company may answer beyond its documents; the stand-in answers by them.
const servers = openServers();
const key = pairSecret({ key: "anahtar", hash: "ozet" });
const WHO = { recipient: "+905321110001", audience: "individual", channel: "sms" } as const;

/** A driver whose every question is answered so. */
async function answering(fields: object, before = ""): Promise<SmsDriver> {
  const body = `${before}${JSON.stringify({ response: { status: { code: 200, message: "OK" }, ...fields } })}`;
  const { origin } = await servers.serve((_request, response) => response.end(body));
  return iletimerkeziDriver({ http: servers.client([origin]), apiUrl: origin });
}

describe("iletiMerkezi: a consent that is not there", () => {
  it.each([
    ["an empty list", []],
    ["an empty object", {}],
    ["null", null],
  ])("as %s is none, and no reason for a campaign to wait", async (_name, consent) => {
    const { consents } = await answering({ consent });
    expect(await consents?.check(key, "696422", WHO)).toMatchObject({ kind: "value", value: { kind: "none" } });
  });

  it("is no record where the word itself cannot be read", async () => {
    const { consents } = await answering({ consent: { status: "BELKI", source: "HS_WEB" } });
    expect(await consents?.check(key, "696422", WHO)).toMatchObject({ kind: "unavailable" });
  });

  it("holds with a source and a date in any form, and nothing that a database cannot keep", async () => {
    const { consents } = await answering({ consent: { status: "RET", source: "HS\u0000_WEB", consentDate: 0 } });
    expect(await consents?.check(key, "696422", WHO)).toMatchObject({
      value: { kind: "record", status: "refused", source: "HS_WEB", at: null },
    });
  });
});

describe("iletiMerkezi: blocked numbers", () => {
  it("R-131 fewer than the company says there are is half a list, and nobody's release", async () => {
    const { blacklist } = await answering({ blacklist: { count: 2, number: ["+905321110001"] } });
    expect(await blacklist?.list(key, 1, null)).toMatchObject({ kind: "unavailable" });
    const none = await answering({ blacklist: { count: "3", number: [] } });
    expect(await none.blacklist?.list(key, 1, null)).toMatchObject({ kind: "unavailable" });
  });

  it("are read whole where no count stands beside them", async () => {
    const { blacklist } = await answering({ blacklist: { number: ["+905321110001"] } });
    expect(await blacklist?.list(key, 1, null)).toMatchObject({ value: { items: ["+905321110001"], next: null } });
  });
});

it("a byte order mark before an answer is none of it", async () => {
  const driver = await answering({ balance: { amount: 1, sms: 2 } }, "\ufeff");
  expect(await driver.account(key)).toMatchObject({ kind: "value", value: { balance: { messages: 2 } } });
});
