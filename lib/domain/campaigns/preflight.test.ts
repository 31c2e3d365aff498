import { describe, expect, it } from "vitest";
import type { Estimate } from "./estimate.ts";
import {
  type PreflightCode,
  type PreflightFacts,
  type PreflightLevel,
  preflightCodes,
  preflightLevel,
  runPreflight,
} from "./preflight.ts";

const fine: Estimate = {
  people: 100,
  sendable: 100,
  skipped: { missing_value: 0, empty_text: 0, too_long: 0 },
  segments: 120,
  byEncoding: { gsm7: 100, tr7: 0, ucs2: 0 },
  bySegments: [0, 80, 20, 0, 0, 0, 0, 0, 0],
  overSegments: 0,
  longest: null,
  shortest: null,
  folding: { segments: 0, people: 0 },
};

const ready: PreflightFacts = {
  kind: "commercial",
  sender: { name: "MAGAZA", isApproved: true, isListed: true, isVerified: true },
  balance: null,
  connection: { state: "active", maySend: true },
  plan: "active",
  quota: { remaining: 100, held: 0, isAwaited: false },
  text: "İndirim. RET yazıp 3330'a gönderin.",
  problems: [],
  estimate: fine,
  consented: 100,
  namesOptOut: true,
  namesItself: true,
  recentlySent: 0,
  foreign: 0,
  exclusions: { people: 0, isGone: false },
  frequency: null,
  cap: null,
  ownCap: null,
  rests: null,
  start: null,
  pace: null,
};

const magaza = { name: "Magaza", isApproved: true, isListed: true, isVerified: true };
const check = (code: PreflightCode, change: Partial<PreflightFacts>) =>
  runPreflight({ ...ready, ...change }).find((line) => line.code === code);
const skipping = (skipped: Partial<Estimate["skipped"]>, sendable: number): Estimate => ({
  ...fine,
  sendable,
  skipped: { ...fine.skipped, ...skipped },
});
const problem = (name: string) =>
  ({ code: name === "" ? "unclosed" : "unknown_column", index: 6, length: 8, name }) as const;

describe("runPreflight", () => {
  it("has one line for every code, in order, all green when all is well", () => {
    const lines = runPreflight(ready);
    expect(lines.map(({ code }) => code)).toEqual([...preflightCodes]);
    expect(lines.filter(({ level }) => level !== "green")).toEqual([]);
    expect(preflightLevel(lines)).toBe("green");
  });

  const cases: [PreflightCode, PreflightLevel, string, Partial<PreflightFacts>, object][] = [
    ["foreign", "amber", "left_out", { foreign: 3 }, { people: 3 }],
    ["foreign", "red", "everyone", { foreign: 3, estimate: { ...fine, people: 0, sendable: 0 } }, { people: 3 }],
    ["cap", "green", "fits", { cap: { limit: 150, used: 50 } }, { limit: 150, free: 100 }],
    ["cap", "red", "over", { cap: { limit: 150, used: 51 } }, { people: 100, limit: 150, free: 99 }],
    ["cap", "red", "over", { cap: { limit: 10, used: 50 } }, { people: 100, limit: 10, free: 0 }],
    [
      "own_cap",
      "green",
      "fits",
      { ownCap: { limit: 100, used: 0, isDecidedByOther: false } },
      { limit: 100, free: 100 },
    ],
    [
      "own_cap",
      "red",
      "over",
      { ownCap: { limit: 100, used: 1, isDecidedByOther: false } },
      { people: 100, limit: 100, free: 99 },
    ],
    [
      "own_cap",
      "amber",
      "over_alone",
      { ownCap: { limit: 100, used: 1, isDecidedByOther: true } },
      { people: 100, limit: 100, free: 99 },
    ],
    [
      "quiet",
      "amber",
      "rests",
      { rests: { until: "2026-11-21T06:00:00.000Z", zone: "Europe/Istanbul" } },
      { until: "2026-11-21T06:00:00.000Z", zone: "Europe/Istanbul" },
    ],
    ["audience", "red", "empty", { estimate: { ...fine, people: 0, sendable: 0 } }, {}],
    ["kind", "red", "not_chosen", { kind: null }, {}],
    ["kind", "green", "informational", { kind: "informational" }, {}],
    ["connection", "red", "none", { connection: null }, {}],
    ["connection", "red", "needs_reconnect", { connection: { state: "needs_reconnect", maySend: true } }, {}],
    ["connection", "red", "disconnected", { connection: { state: "disconnected", maySend: true } }, {}],
    ["connection", "red", "provider_off", { connection: { state: "provider_off", maySend: true } }, {}],
    ["permission", "red", "unknown", { connection: null }, {}],
    [
      "permission",
      "red",
      "scope_missing",
      { connection: { state: "active", maySend: false } },
      { scope: "messages:send" },
    ],
    ["sender", "red", "not_chosen", { sender: null }, {}],
    ["sender", "red", "not_approved", { sender: { ...magaza, isApproved: false } }, { sender: "Magaza" }],
    ["sender", "red", "gone", { sender: { ...magaza, isListed: false } }, { sender: "Magaza" }],
    ["sender", "amber", "unverified", { sender: { ...magaza, isVerified: false } }, { sender: "Magaza" }],
    ["quota", "green", "balance_enough", { balance: { parts: 120 } }, { free: 120 }],
    ["quota", "amber", "balance_short", { balance: { parts: 119 } }, { free: 119 }],
    ["quota", "amber", "balance_unknown", { balance: { parts: null } }, {}],
    ["plan", "red", "none", { plan: "none" }, {}],
    ["plan", "amber", "past_due", { plan: "past_due" }, {}],
    ["plan", "amber", "unknown", { plan: "unknown" }, {}],
    ["quota", "green", "unlimited", { quota: { remaining: null, held: 5_000, isAwaited: false } }, {}],
    ["quota", "amber", "unknown", { quota: { remaining: "unknown", held: 0, isAwaited: false } }, { people: 100 }],
    ["quota", "green", "enough", { quota: { remaining: 150, held: 50, isAwaited: false } }, { people: 100, free: 100 }],
    [
      "quota",
      "red",
      "short",
      { quota: { remaining: 150, held: 51, isAwaited: false } },
      { people: 100, free: 99, missing: 1 },
    ],
    [
      "quota",
      "amber",
      "awaited",
      { quota: { remaining: 150, held: 51, isAwaited: true } },
      { people: 100, free: 99, missing: 1 },
    ],
    ["quota", "green", "enough", { quota: { remaining: 100, held: 0, isAwaited: true } }, { people: 100, free: 100 }],
    [
      "quota",
      "red",
      "used_up",
      { quota: { remaining: 0, held: 0, isAwaited: false } },
      { people: 100, free: 0, missing: 100 },
    ],
    ["quota", "red", "used_up", { quota: { remaining: 10, held: 50, isAwaited: false } }, { free: 0, missing: 100 }],
    [
      "quota",
      "green",
      "enough",
      { quota: { remaining: 60, held: 0, isAwaited: false }, estimate: skipping({ missing_value: 40 }, 60) },
      { people: 60 },
    ],
    ["text", "red", "empty", { text: " \n" }, {}],
    [
      "variables",
      "red",
      "unknown_column",
      { problems: [problem("İsim"), problem("İsim")] },
      { count: 2, index: 6, names: ["İsim"] },
    ],
    ["variables", "red", "unclosed", { problems: [problem("")] }, { count: 1, names: [] }],
    [
      "missing_values",
      "amber",
      "left_out",
      { estimate: skipping({ missing_value: 3, empty_text: 1 }, 96) },
      { people: 4, of: 100 },
    ],
    ["missing_values", "red", "everyone", { estimate: skipping({ missing_value: 100 }, 0) }, { people: 100 }],
    ["length", "red", "too_long", { estimate: skipping({ too_long: 1 }, 99) }, { people: 1, limit: 1600 }],
    ["segments", "amber", "many_parts", { estimate: { ...fine, overSegments: 2 } }, { people: 2, limit: 7 }],
    ["consent", "amber", "left_out", { consented: 60 }, { people: 40, of: 100 }],
    ["consent", "red", "nobody", { consented: 0 }, { people: 100 }],
    ["consent", "red", "unknown", { consented: "unknown" }, {}],
    ["consent", "green", "not_needed", { kind: "informational", consented: "unknown" }, {}],
    ["consent", "amber", "kind_open", { kind: null }, {}],
    ["opt_out", "red", "missing", { namesOptOut: false }, {}],
    ["opt_out", "green", "not_needed", { kind: "informational", namesOptOut: false }, {}],
    ["duplicates", "amber", "some", { recentlySent: 7 }, { people: 7 }],
    ["duplicates", "red", "everyone", { recentlySent: 100 }, { people: 100 }],
  ];

  it.each(cases)("%s is %s (%s)", (code, level, reason, change, detail) => {
    expect(check(code, change)).toMatchObject({ code, level, reason, detail });
  });

  it("changes no other line than the one a fact belongs to", () => {
    const alone = {
      sender: null,
      plan: "none",
      problems: [problem("x")],
      namesOptOut: false,
      recentlySent: 3,
      consented: 5,
    } as const;
    for (const key of Object.keys(alone) as (keyof typeof alone)[]) {
      const changed = runPreflight({ ...ready, [key]: alone[key] }).filter(({ level }) => level !== "green");
      expect(changed, key).toHaveLength(1);
    }
  });
});

describe("preflightLevel", () => {
  it("is the worst of all lines: red blocks", () => {
    expect(preflightLevel(runPreflight({ ...ready, recentlySent: 1 }))).toBe("amber");
    expect(preflightLevel(runPreflight({ ...ready, recentlySent: 1, plan: "none" }))).toBe("red");
    expect(preflightLevel([])).toBe("green");
  });
});
