import { describe, expect, it } from "vitest";
import { account, messageStates } from "#lib/domain/messages/model";
import { guessOperator, readOperator } from "#lib/domain/messages/operator";
import { daysIn, deliveryRate, figuresOf, noFigures, periodBefore, type RollupCell, reportsNote } from "./model.ts";

const cell = (over: Partial<RollupCell>): RollupCell => ({
  ...{ state: "delivered", parts: 1, messages: 1, charged: 0, told: 0 },
  ...over,
});

describe("figures", () => {
  it("count every state once, in groups that add up", () => {
    const cells = messageStates.map((state, n) => cell({ state, messages: 2 ** n }));
    const counts = Object.fromEntries(cells.map(({ state, messages }) => [state, messages]));
    const figures = figuresOf(cells);
    const groups = account(counts);
    expect(figures.messages).toBe(2 ** messageStates.length - 1);
    expect(figures.sent).toBe(groups.sent);
    expect(figures.sent).toBe(figures.delivered + figures.lost + figures.waiting);
    const { sent, refused, unknown, skipped, cancelled } = figures;
    expect(sent + refused + unknown + skipped + cancelled + groups.pending).toBe(figures.messages);
  });

  it("bill what the provider says it charged, and our count of the rest", () => {
    const figures = figuresOf([
      cell({ parts: 2, messages: 10, charged: 9, told: 3 }),
      cell({ state: "undelivered", parts: 1, messages: 4 }),
      cell({ state: "failed", parts: 3, messages: 100 }),
      cell({ state: "skipped", parts: 3, messages: 100 }),
    ]);
    expect(figures).toMatchObject({ parts: 24, charged: 9 + 14 + 4, told: 3 });
  });

  it("have no rate while no report is final", () => {
    expect(deliveryRate(noFigures())).toBeNull();
    expect(deliveryRate(figuresOf([cell({ state: "accepted", messages: 9 })]))).toBeNull();
    expect(deliveryRate({ delivered: 3, lost: 1 })).toBe(0.75);
  });

  it("does not say that all reports came of those whose answer was lost, or when nobody was sent to", () => {
    const said = (state: RollupCell["state"], messages = 1) => reportsNote(figuresOf([cell({ state, messages })]));
    expect(said("delivered")).toBe("allReported");
    expect(said("accepted")).toBe("stillWaiting");
    expect(said("unknown")).toBe("unanswered");
    expect(said("failed")).toBe("nobodySent");
  });
});

describe("the period before", () => {
  it.each([
    [{ from: "2026-11-01", to: "2026-11-30" }, { from: "2026-10-02", to: "2026-10-31" }, 30],
    [{ from: "2026-03-01", to: "2026-03-01" }, { from: "2026-02-28", to: "2026-02-28" }, 1],
    [{ from: "2024-03-01", to: "2024-03-07" }, { from: "2024-02-23", to: "2024-02-29" }, 7],
  ])("of %o is %o", (period, before, days) => {
    expect(periodBefore(period)).toEqual(before);
    expect(daysIn(period)).toBe(days);
    expect(daysIn(before)).toBe(days);
  });
});

describe("the operator of a number", () => {
  it.each([
    [905_321_112_233, "turkcell"],
    [905_421_112_233, "vodafone"],
    [905_051_112_233, "turk_telekom"],
    [905_521_112_233, "turk_telekom"],
    [905_101_112_233, "other"],
    [902_121_112_233, "other"],
    [491_511_112_233, "foreign"],
    [12_025_550_100, "foreign"],
  ])("%i is guessed to be %s", (msisdn, operator) => {
    expect(guessOperator(msisdn)).toBe(operator);
  });

  it("is read as a provider spells it", () => {
    expect(["Turkcell", "VODAFONE TR", "Türk Telekom", "TURKTELEKOM", "Avea"].map(readOperator)).toEqual([
      "turkcell",
      "vodafone",
      "turk_telekom",
      "turk_telekom",
      "turk_telekom",
    ]);
    expect(readOperator("")).toBeNull();
  });
});
