import { describe, expect, it } from "vitest";
import { isAllowed, permissions, reachOf, seesFullNumbers } from "#lib/gate/permissions";

const all = { maySend: true, mayApprove: true, fullNumbers: true };
const none = { maySend: false, mayApprove: false, fullNumbers: false };

describe("what a role may do", () => {
  it("lets a viewer read and nothing else", () => {
    const rest = permissions.filter((permission) => permission !== "workspace:read");
    expect(isAllowed("workspace:read", "viewer", all)).toBe(true);
    for (const permission of rest) expect(isAllowed(permission, "viewer", all)).toBe(false);
  });

  it("lets an operator without a switch do these and nothing else, and an admin all but what is the owners' (R-036)", () => {
    const of = (role: "admin" | "operator") => permissions.filter((permission) => isAllowed(permission, role, none));
    expect(of("operator")).toEqual([
      ...["workspace:read", "campaigns:write", "contacts:write", "messages:test", "campaigns:control", "reports:save"],
      ...["reports:share", "sending:halt", "consent:write", "audit:read"],
    ]);
    expect(permissions.filter((permission) => !of("admin").includes(permission))).toEqual([
      ...["workspace:delete", "ownership:transfer"],
    ]);
  });

  it("lets an operator send and export only with the switch", () => {
    expect(isAllowed("messages:send", "operator", all)).toBe(true);
    expect(isAllowed("messages:send", "operator", none)).toBe(false);
    expect(isAllowed("contacts:export", "operator", none)).toBe(false);
    expect(isAllowed("connections:manage", "operator", all)).toBe(false);
  });

  it("lets an operator add to the suppression list, and only owners and admins take off it", () => {
    expect(isAllowed("consent:write", "operator", none)).toBe(true);
    expect(isAllowed("suppression:remove", "operator", all)).toBe(false);
    expect(isAllowed("suppression:remove", "admin", none)).toBe(true);
  });

  it("lets an operator control and look into what is their own only (R-036)", () => {
    for (const permission of ["campaigns:control", "reports:share", "audit:read"] as const) {
      expect(reachOf(permission, "owner", none)).toBe("all");
      expect(reachOf(permission, "admin", none)).toBe("all");
      expect(reachOf(permission, "operator", all)).toBe("own");
      expect(reachOf(permission, "viewer", all)).toBe("none");
    }
  });

  it("keeps the workspace itself for its owners (R-036)", () => {
    for (const permission of ["ownership:transfer", "workspace:delete"] as const) {
      expect(isAllowed(permission, "owner", none)).toBe(true);
      for (const role of ["admin", "operator", "viewer"] as const) expect(isAllowed(permission, role, all)).toBe(false);
    }
  });

  it("lets an operator approve with the switch, and stop everything without being able to lift it", () => {
    expect(isAllowed("campaigns:approve", "operator", none)).toBe(false);
    expect(isAllowed("campaigns:approve", "operator", { ...none, mayApprove: true })).toBe(true);
    expect(isAllowed("sending:halt", "operator", none)).toBe(true);
    expect(isAllowed("sending:resume", "operator", all)).toBe(false);
  });

  it("shows whole numbers to owners and admins always, to others by the switch", () => {
    expect(seesFullNumbers("owner", none)).toBe(true);
    expect(seesFullNumbers("admin", none)).toBe(true);
    expect(seesFullNumbers("viewer", none)).toBe(false);
    expect(seesFullNumbers("viewer", all)).toBe(true);
  });
});
