import { expect, it } from "vitest";
import { readIletimerkeziReport } from "#lib/infra/providers/iletimerkezi/callback";

const read = { providerId: "104525848", to: "+905051234567", state: "delivered", providerCode: "delivered" };

it("reads the documented report, its ids as numbers or as texts", () => {
  const report = { id: 1_599_558_518, packet_id: 104_525_848, status: "delivered", to: "+905051234567", body: "…" };
  expect(readIletimerkeziReport({ report })).toEqual({ ...read, reportId: "1599558518" });
  const asTexts = { ...report, id: "1599558518", packet_id: "104525848", to: "5051234567" };
  expect(readIletimerkeziReport({ report: asTexts })).toEqual({ ...read, reportId: "1599558518" });
});

it("reads the flat shape of one of the company's clients as well", () => {
  const flat = { orderId: 104_525_848, number: "905051234567", status: "delivered", timestamp: "2026-01-02" };
  expect(readIletimerkeziReport(flat)).toEqual({ ...read, reportId: "104525848:+905051234567" });
  expect(readIletimerkeziReport({ ...flat, number: "0505 123 (45) 67" })?.reportId).toBe("104525848:+905051234567");
});

it.each([
  null,
  "text",
  [],
  {},
  { report: {} },
  { report: { id: 1, packet_id: 2, status: "cancelled", to: "+905051234567" } },
  { report: { id: 1, packet_id: 2, status: "delivered", to: "nobody" } },
  { report: { id: { $gt: 0 }, packet_id: 2, status: "delivered", to: "+905051234567" } },
  { report: { id: -1, packet_id: 2, status: "delivered", to: "+905051234567" } },
  { orderId: 1, number: "1", status: "delivered" },
])("reads nothing else as a report: %j", (body) => {
  expect(readIletimerkeziReport(body)).toBeNull();
});
