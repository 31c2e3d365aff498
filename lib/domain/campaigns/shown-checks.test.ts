import { expect, it } from "vitest";
import { EstimateTally } from "#lib/domain/campaigns/estimate";
import { preflightLevel, runPreflight } from "#lib/domain/campaigns/preflight";
import { shownChecks } from "#lib/domain/campaigns/shown-checks";

const empty = runPreflight({
  ...{
    kind: null,
    sender: null,
    balance: null,
    connection: null,
    plan: "unknown",
    text: "",
    problems: [],
    namesOptOut: false,
    namesItself: false,
  },
  ...{
    quota: { remaining: 5, held: 0, isAwaited: false },
    estimate: new EstimateTally().result(),
    consented: 0,
    recentlySent: 0,
  },
  ...{ exclusions: { people: 0, isGone: false }, frequency: null },
  ...{ foreign: 0, cap: null, ownCap: null, rests: null, start: null, pace: null },
});

it("names each thing that is missing once", () => {
  const reds = shownChecks(empty).filter((check) => check.level === "red");
  expect(reds.map((check) => check.code)).toEqual(["audience", "kind", "connection", "sender", "text"]);
});

it("never hides the last reason for red", () => {
  expect(preflightLevel(shownChecks(empty))).toBe(preflightLevel(empty));
  const one = empty.map((check) => (check.code === "opt_out" ? { ...check, level: "red" as const } : check));
  expect(preflightLevel(shownChecks(one))).toBe("red");
});

it("does not say that the quota is enough for nobody, nor that nothing takes no parts", () => {
  const codes = (checks: typeof empty) => shownChecks(checks).map((check) => check.code);
  const people = empty.map((check) => (check.code === "audience" ? { ...check, level: "green" as const } : check));
  expect(codes(people)).not.toEqual(expect.arrayContaining(["quota"]));
  const written = people.map((check) =>
    check.code === "text" || check.code === "connection" ? { ...check, level: "green" as const } : check,
  );
  expect(codes(written).filter((code) => code === "quota" || code === "segments")).toEqual([]);
  const short = written.map((check) => (check.code === "quota" ? { ...check, level: "red" as const } : check));
  expect(codes(short)).toContain("quota");
});
