import { expect, it } from "vitest";
import { billOf } from "#lib/domain/reports/bill";
import { figuresOf, type RollupCell } from "#lib/domain/rollups/model";

const cell = (state: RollupCell["state"], parts: number, messages: number, charged = 0, told = 0): RollupCell => ({
  ...{ state, parts, messages, charged, told },
});

// Every number of a bill can be traced to messages: what was estimated is what became of it, part by part.
it("adds up from the estimate to the bill", () => {
  const one = [cell("delivered", 1, 10), cell("failed", 1, 2), cell("unknown", 1, 1), cell("skipped", 1, 9)];
  const two = [cell("undelivered", 2, 5, 5, 5), cell("cancelled", 2, 3), cell("failed", 2, 1)];
  const lines = [one, two].map((cells, index) => ({ key: String(index + 1), label: null, figures: figuresOf(cells) }));
  const bill = billOf(figuresOf([...one, ...two]), lines, 35);
  expect(bill).toEqual({ estimated: 35, refused: 4, cancelled: 6, unknown: 1, waitingToGo: 4, sent: 20, billed: 15 });
  expect(bill.refused + bill.cancelled + bill.unknown + bill.waitingToGo + bill.sent).toBe(bill.estimated);
});
