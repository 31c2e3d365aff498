import { describe, expect, it } from "vitest";
import { layColumns, namedColumns } from "./column-scale.ts";

const measures = { height: 200, above: 20, below: 30 };

// A chart must not exaggerate: columns stand on zero, and what exists can be seen.
describe("columns", () => {
  it("stand on zero, in proportion", () => {
    const chart = layColumns(["a", "b"], 100, false, measures);
    const height = (value: number) => chart.floor - chart.place("a", value).top;
    expect(height(0)).toBe(0);
    expect(height(100) / height(50)).toBeCloseTo(2);
  });

  it("show what is small, and leave out what is nothing", () => {
    const chart = layColumns(["a"], 1_000_000, false, measures);
    expect(chart.floor - chart.place("a", 1).top).toBe(2);
    expect(chart.floor - chart.place("a", 0).top).toBe(0);
  });

  it("have whole numbers on the scale, of one as of a million", () => {
    for (const highest of [0, 1, 2, 7, 1_234_567]) {
      const { lines } = layColumns(["a"], highest, false, measures);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.length).toBeLessThanOrEqual(5);
      expect(lines.every(({ value }) => Number.isInteger(value))).toBe(true);
    }
  });

  it("measure shares against the whole", () => {
    const chart = layColumns(["a"], 0.4, true, measures);
    expect(chart.place("a", 1).top).toBe(measures.above);
    expect(chart.lines.map(({ value }) => value)).toEqual([0.5, 1]);
  });

  it("fill the width side by side", () => {
    const keys = Array.from({ length: 31 }, (_, day) => String(day));
    const chart = layColumns(keys, 1, false, measures);
    const places = keys.map((key) => chart.place(key, 1));
    for (const [index, { x, width }] of places.entries()) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(places[index + 1]?.x ?? 100);
    }
  });
});

describe("names under the axis", () => {
  it.each([1, 6, 7, 30, 31, 365])("are few, evenly apart, the last always: of %i", (count) => {
    const named = [...namedColumns(count, 6)].toSorted((one, other) => one - other);
    expect(named.length).toBeLessThanOrEqual(6);
    expect(named.at(-1)).toBe(count - 1);
    expect(new Set(named.slice(1).map((at, index) => at - (named[index] ?? 0))).size).toBeLessThanOrEqual(1);
  });
});
