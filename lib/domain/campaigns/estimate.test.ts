import { describe, expect, it } from "vitest";
import { EstimateTally, judgeText } from "./estimate.ts";
import type { Rendered } from "./template.ts";

const text = (body: string): Rendered => ({ text: body, missing: [] });

function estimate(...rendered: Rendered[]) {
  const tally = new EstimateTally();
  for (const [n, each] of rendered.entries()) tally.add(each, n + 2);
  return tally.result();
}

describe("judgeText", () => {
  it("sends what has a text, counted", () => {
    expect(judgeText(text("Merhaba"))).toEqual({
      kind: "send",
      count: { encoding: "gsm7", units: 7, segments: 1, remaining: 148 },
    });
  });

  it.each([
    [{ text: "Sayın ", missing: [0] }, "missing_value"],
    [text(""), "empty_text"],
    [text(" \n "), "empty_text"],
    [text("a".repeat(1601)), "too_long"],
    [text("😀".repeat(801)), "too_long"],
  ] as const)("skips %j: %s", (rendered, reason) => {
    expect(judgeText(rendered)).toEqual({ kind: "skip", reason });
  });

  it("takes a text of exactly 1600 units, though it has many parts", () => {
    expect(judgeText(text("a".repeat(1600)))).toMatchObject({ kind: "send", count: { segments: 11 } });
  });
});

describe("EstimateTally", () => {
  it("adds up people, parts, encodings and what is left out", () => {
    const result = estimate(
      text("Merhaba"),
      text("Ayşe"),
      text("₺".repeat(66)),
      text(`ş${"a".repeat(150)}`),
      text("a".repeat(1074)),
      { text: "Sayın", missing: [0] },
      text("  "),
      text("a".repeat(1601)),
    );
    expect(result).toMatchObject({
      people: 8,
      sendable: 5,
      skipped: { missing_value: 1, empty_text: 1, too_long: 1 },
      segments: 1 + 1 + 2 + 2 + 8,
      byEncoding: { gsm7: 2, tr7: 2, ucs2: 1 },
      bySegments: [0, 2, 2, 0, 0, 0, 0, 0, 1],
      overSegments: 1,
    });
  });

  it("finds the longest and the shortest text again by their line", () => {
    const result = estimate(text("bir"), text("₺".repeat(66)), text("a".repeat(155)), text("a"), text("b"));
    expect(result.longest).toEqual({ line: 3, segments: 2, units: 66, length: 66 });
    expect(result.shortest).toEqual({ line: 5, segments: 1, units: 1, length: 1 });
  });

  it("says what writing without Turkish letters would save, and for whom", () => {
    const result = estimate(
      text(`ş${"a".repeat(150)}`),
      text(`ş${"a".repeat(298)}`),
      text("ş"),
      text(`ş₺${"a".repeat(90)}`),
      text("a".repeat(200)),
    );
    expect(result.folding).toEqual({ segments: 2, people: 2 });
  });

  it("counts nobody when there is nobody", () => {
    expect(estimate()).toEqual({
      people: 0,
      sendable: 0,
      skipped: { missing_value: 0, empty_text: 0, too_long: 0 },
      segments: 0,
      byEncoding: { gsm7: 0, tr7: 0, ucs2: 0 },
      bySegments: [0, 0, 0, 0, 0, 0, 0, 0, 0],
      overSegments: 0,
      longest: null,
      shortest: null,
      folding: { segments: 0, people: 0 },
    });
  });

  it("always adds up, whatever it is given", () => {
    const tally = new EstimateTally();
    for (let n = 0; n < 5_000; n++) {
      const body = ["a", "ş", "₺", "😀", " "][n % 5]?.repeat((n * 37) % 1_900) ?? "";
      tally.add({ text: body, missing: n % 11 === 0 ? [0] : [] }, n);
    }
    const { people, sendable, skipped, byEncoding, bySegments, segments } = tally.result();
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    expect(people).toBe(5_000);
    expect(sendable + sum(Object.values(skipped))).toBe(people);
    expect(sum(Object.values(byEncoding))).toBe(sendable);
    expect(sum(bySegments)).toBe(sendable);
    expect(segments).toBeGreaterThanOrEqual(sendable);
  });
});
