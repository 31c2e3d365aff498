import { describe, expect, it } from "vitest";
import { batchTo, openConformanceStage } from "#lib/infra/providers/conformance/stage.fixture";
import { iletimerkeziCapabilities } from "#lib/infra/providers/iletimerkezi/capabilities";
import { writeOrder } from "#lib/infra/providers/iletimerkezi/send";
import type { ConsentRecord } from "#lib/infra/providers/services";

const stage = openConformanceStage();
const PERSON = "+905321110001";

/** Paths and methods that were asked of an account. */
async function asked(account: string, control: (method: string, path: string) => Promise<unknown>): Promise<string[]> {
  const { calls } = Object(await control("GET", `/calls?on=iletimerkezi&workspace=${account}`));
  return calls.map(({ method, path }: { method: string; path: string }) => `${method} ${path}`);
}

describe("iletiMerkezi: which of two readings of its sources goes over the wire", () => {
  it("balance, senders and the check of a consent are POST, and the check is at consent/show; consent/check is nowhere", async () => {
    const remote = await stage().remote("iletimerkezi");
    await remote.driver.account(remote.key);
    await remote.driver.senders(remote.key);
    const whom = { recipient: PERSON, audience: "individual", channel: "sms" } as const;
    await remote.driver.consents?.check(remote.key, "696422", whom);
    expect(new Set(await asked(remote.id, remote.control))).toEqual(
      new Set(["POST /v1/get-balance/json", "POST /v1/get-sender/json", "POST /v1/consent/show/json"]),
    );
  });

  it("a schedule is a text, and left out where there is none; iys is a text; message is an object", () => {
    const { order } = Object(writeOrder(batchTo(PERSON)));
    expect(order).toEqual({
      ...{ sender: "MAGAZA", iys: "0" },
      message: { text: "Merhaba", receipents: { number: [PERSON] } },
    });
    const scheduled = Object(writeOrder({ ...batchTo(PERSON), sendAt: new Date("2027-04-23T06:00:00Z") })).order;
    expect(scheduled.sendDateTime).toBe("23/04/2027 09:00");
  });

  it("the newer source's hundred recipients a second hold, not the older one's silence", () => {
    expect(iletimerkeziCapabilities.recipientsPerSecond).toBe(100);
  });

  it("APITEST is read with caution: the company replaces its text, and it is refused beside an approved sender", async () => {
    const open = await stage().remote("iletimerkezi", { senders: [] });
    const order = { ...batchTo(PERSON), sender: iletimerkeziCapabilities.testSender ?? "" };
    expect(await open.driver.submit(open.key, order)).toMatchObject({ outcomes: [{ kind: "accepted" }] });
    const { messages } = Object(await open.control("GET", `/ledger?workspace=${open.id}`));
    expect(messages[0].body).not.toBe("Merhaba");
    const approved = await stage().remote("iletimerkezi");
    expect(await approved.driver.submit(approved.key, order)).toMatchObject({ reason: "sender_not_approved" });
  });
});

it("R-133 one record of 5,000 that is too old is found by halving, and the other 4,999 are registered", async () => {
  const remote = await stage().remote("iletimerkezi");
  const [fresh, old] = [new Date(Date.now() - 60_000), new Date(Date.now() - 5 * 86_400_000)];
  const bad = 3_141;
  const records = Array.from(
    { length: 5_000 },
    (_, n): ConsentRecord => ({
      ...{
        recipient: `+90532${1_000_000 + n}`,
        audience: "individual",
        channel: "sms",
        status: "granted",
        source: "HS_WEB",
      },
      at: n === bad ? old : fresh,
    }),
  );
  expect(await remote.driver.consents?.register(remote.key, "696422", records)).toEqual({
    kind: "partly",
    refused: [bad],
  });
  const { consents } = Object(await remote.control("GET", `/consents?account=${remote.id}`));
  expect(consents).toHaveLength(4_999);
  const calls = (await asked(remote.id, remote.control)).filter((call) => call.includes("consent/create"));
  expect(calls.length).toBeLessThan(40);
});
