import { describe, expect, it } from "vitest";
import { isAboveThreshold, mayApproveThis } from "./approval.ts";

describe("R-121: the threshold for two people", () => {
  it.each([
    [{ people: null, parts: null }, { people: 1_000_000, parts: 2_000_000 }, false],
    [{ people: 500, parts: null }, { people: 500, parts: 9_000 }, false],
    [{ people: 500, parts: null }, { people: 501, parts: 501 }, true],
    [{ people: null, parts: 800 }, { people: 790, parts: 800 }, false],
    [{ people: null, parts: 800 }, { people: 400, parts: 801 }, true],
    [{ people: 500, parts: 800 }, { people: 10, parts: 801 }, true],
    [{ people: 0, parts: null }, { people: 1, parts: 1 }, true],
  ])("%j, %j: %s", (policy, size, isAbove) => {
    expect(isAboveThreshold(policy, size)).toBe(isAbove);
  });
});

describe("R-121: who may approve what", () => {
  it.each([
    [{ isOwn: false, needsTwo: true, maySend: false }, true],
    [{ isOwn: false, needsTwo: false, maySend: false }, true],
    [{ isOwn: true, needsTwo: true, maySend: true }, false],
    [{ isOwn: true, needsTwo: false, maySend: true }, true],
    // Who may not send must not send by approving what is their own.
    [{ isOwn: true, needsTwo: false, maySend: false }, false],
  ])("%j: %s", (asked, may) => {
    expect(mayApproveThis(asked)).toBe(may);
  });
});
