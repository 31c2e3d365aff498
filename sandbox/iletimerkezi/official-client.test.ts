import { IletiMerkeziClient } from "@iletimerkezi/iletimerkezi-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Running, text } from "../testing/running.ts";

let sandbox: Running;
beforeAll(async () => {
  sandbox = await Running.start();
});
afterAll(() => sandbox.stop());

/** The company's own client, pointed at the sandbox. */
async function client(change: object = {}): Promise<IletiMerkeziClient> {
  const account = await sandbox.account("iletimerkezi", change);
  const made = new IletiMerkeziClient(text(account, "key"), text(account, "hash"), "MAGAZA");
  made.httpClient.baseUrl = `${sandbox.iletimerkezi}/v1/`;
  return made;
}

const tomorrow = (): string => {
  const [year, month, day] = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).split("-");
  return `${day}/${month}/${year} 09:00`;
};

describe.each(["number", "text"])("the official Node client, answers with each number as %s", (numbers) => {
  it("sends one text to many and reads the report", async () => {
    const merkezi = await client({ numbers });
    const sent = await merkezi.sms().disableIysConsent().send(["+905321110001", "+905321110095"], "Merhaba");
    expect(sent.ok()).toBe(true);
    const report = await merkezi.reports().get(sent.getOrderId());
    expect([report.ok(), Number(report.getTotal()), report.getOrderStatus()]).toEqual([true, 2, "COMPLETED"]);
    const statuses = report.getMessages().map((one) => [Object(one).number, Number(Object(one).status)]);
    expect(statuses).toEqual([
      ["+905321110001", 111],
      ["+905321110095", 112],
    ]);
    expect(report.hasMorePages()).toBe(false);
  });

  it("sends own texts, as an array of messages", async () => {
    const merkezi = await client({ numbers });
    const sent = await merkezi.sms().disableIysConsent().send({ "+905321110001": "Bir", "+905321110002": "İki" });
    const report = await merkezi.reports().get(sent.getOrderId());
    expect([sent.ok(), Number(report.getTotal())]).toEqual([true, 2]);
  });

  it("schedules, and lists orders of a day", async () => {
    const merkezi = await client({ numbers });
    const later = await merkezi.sms().disableIysConsent().schedule(tomorrow()).send("+905321110001", "Yarın");
    expect((await merkezi.reports().get(later.getOrderId())).getStatusCode()).toBe(456);
    const today = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10);
    const orders = (await merkezi.summary().list(today, today)).getOrders();
    expect(orders.map((order) => [order.getTotal(), order.getSender()])).toEqual([[1, "MAGAZA"]]);
  });

  it("adds, lists and removes blacklisted numbers; a second removal is 474", async () => {
    const merkezi = await client({ numbers });
    expect((await merkezi.blacklist().add("+905321110009")).ok()).toBe(true);
    expect((await merkezi.blacklist().add("+905321110009")).ok()).toBe(true);
    expect((await merkezi.blacklist().list()).getNumbers()).toEqual(["+905321110009"]);
    expect((await merkezi.blacklist().remove("+905321110009")).ok()).toBe(true);
    expect((await merkezi.blacklist().remove("+905321110009")).getStatusCode()).toBe(474);
  });

  it("reads balance and senders", async () => {
    const merkezi = await client({ numbers, balance: { amount: 10.5, sms: 67 } });
    const balance = await merkezi.account().balance();
    expect([balance.ok(), balance.getCredits()]).toEqual([true, 67]);
    expect((await merkezi.senders().list()).getSenders()).toEqual(["MAGAZA", "ORNEKMAGAZA"]);
  });

  it("hears its refusals: access off, no balance, commercial without a brand", async () => {
    expect((await (await client({ numbers, api_access: false })).account().balance()).getStatusCode()).toBe(401);
    const poor = await client({ numbers, balance: { amount: 0, sms: 0 } });
    expect((await poor.sms().disableIysConsent().send("+905321110001", "a")).getStatusCode()).toBe(402);
    const plain = await client({ numbers, brand: null });
    expect((await plain.sms().send("+905321110001", "a")).getStatusCode()).toBe(470);
  });
});
