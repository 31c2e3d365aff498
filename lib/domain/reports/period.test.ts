import { describe, expect, it } from "vitest";
import { reportAddress } from "#lib/domain/reports/address";
import { dayIn, periodOf, reportColumns } from "#lib/domain/reports/period";
import { ReportQuery } from "#lib/domain/reports/schema";
import { daysIn, noFigures } from "#lib/domain/rollups/model";

const today = "2026-03-15";
const sent = (messages: number) => ({ ...noFigures(), messages, sent: messages });
const line = (key: string, messages: number) => ({ key, label: null, figures: sent(messages) });

describe("the period of a report", () => {
  it.each([
    ["7d", "2026-03-09", today],
    ["30d", "2026-02-14", today],
    ["90d", "2025-12-16", today],
    ["month", "2026-03-01", today],
    ["last_month", "2026-02-01", "2026-02-28"],
  ] as const)("%s", (span, from, to) => {
    expect(periodOf({ span }, today)).toEqual({ from, to });
  });

  it("is thirty days without a wish, and two days in either order", () => {
    expect(daysIn(periodOf({}, today))).toBe(30);
    const days = { from: "2026-01-05", to: "2026-01-02" };
    expect(periodOf(days, today)).toEqual({ from: "2026-01-02", to: "2026-01-05" });
    expect(periodOf({ from: "2026-03-01" }, today)).toEqual({ from: "2026-03-01", to: today });
    expect(periodOf({ to: "2026-03-01" }, today)).toEqual({ from: "2026-03-01", to: "2026-03-01" });
  });

  it("ends somewhere, whatever an address asks for", () => {
    expect(daysIn(periodOf({ from: "0001-01-01", to: today }, today))).toBeLessThan(4_000);
  });

  it("begins when the day begins where the workspace is", () => {
    const night = new Date("2026-03-14T22:30:00Z");
    expect(dayIn("Europe/Istanbul", night)).toBe(today);
    expect(dayIn("UTC", night)).toBe("2026-03-14");
  });
});

describe("the columns of a report", () => {
  it("hold every day once, and beside it the same day of the period before", () => {
    const period = { from: "2026-03-01", to: "2026-03-03" };
    const { columns, isByMonth } = reportColumns(period, [line("2026-03-02", 5)], [line("2026-02-26", 7)]);
    expect(isByMonth).toBe(false);
    expect(columns.map(({ from, figures, before }) => [from, figures.sent, before.sent])).toEqual([
      ["2026-03-01", 0, 7],
      ["2026-03-02", 5, 0],
      ["2026-03-03", 0, 0],
    ]);
  });

  it("become months in a long period, and still add up", () => {
    const period = { from: "2025-11-20", to: "2026-03-15" };
    const lines = [line("2025-11-20", 1), line("2025-11-30", 2), line("2025-12-01", 4), line("2026-03-15", 8)];
    const { columns, isByMonth } = reportColumns(period, lines, [line("2025-11-19", 16)]);
    expect(isByMonth).toBe(true);
    expect(columns.map(({ from, to, figures }) => [from, to, figures.sent])).toEqual([
      ["2025-11-20", "2025-11-30", 3],
      ["2025-12-01", "2025-12-31", 4],
      ["2026-01-01", "2026-01-31", 0],
      ["2026-02-01", "2026-02-28", 0],
      ["2026-03-01", "2026-03-15", 8],
    ]);
    expect(columns.reduce((sum, { before }) => sum + before.sent, 0)).toBe(16);
  });
});

describe("the address of a report", () => {
  const query = ReportQuery.parse({ from: "2026-01-01", to: "2026-01-31", metric: "rate", sender: "MAGAZA", by: "x" });

  it("says only what does not go without saying", () => {
    expect(reportAddress("/r", ReportQuery.parse({}))).toBe("/r");
    expect(reportAddress("/r", query)).toBe("/r?from=2026-01-01&to=2026-01-31&metric=rate&sender=MAGAZA");
  });

  it("names a period or two days, never both", () => {
    expect(reportAddress("/r", query, { span: "7d" })).toBe("/r?span=7d&metric=rate&sender=MAGAZA");
  });
});
