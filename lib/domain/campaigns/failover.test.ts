import { expect, it } from "vitest";
import { failReasons } from "#lib/domain/messages/model";
import { mayMoveOver, usedConnection } from "./failover.ts";

it("R-130 whoever was refused for want of consent, or as a repetition, goes nowhere else; everybody else does", () => {
  expect(failReasons.filter((reason) => !mayMoveOver(reason))).toEqual(["duplicate", "consent_refused"]);
});

it("a campaign goes on with the second connection once the first was given up", () => {
  const both = { connectionId: "one", secondConnectionId: "two", firstGivenUpAt: null };
  expect(usedConnection(both)).toBe("one");
  expect(usedConnection({ ...both, firstGivenUpAt: new Date() })).toBe("two");
});
