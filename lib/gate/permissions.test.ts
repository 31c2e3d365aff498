import { describe, expect, it } from "vitest";
import { isAllowed, type Permission, seesFullNumbers } from "#lib/gate/permissions";

const all = { maySend: true, mayApprove: true, fullNumbers: true };
const none = { maySend: false, mayApprove: false, fullNumbers: false };

describe("what a role may do", () => {
  it("lets a viewer read and nothing else", () => {
    const rest: Permission[] = [
      "campaigns:write",
      "contacts:write",
      "contacts:export",
      "messages:test",
      "messages:send",
      "campaigns:control",
      "connections:manage",
      "senders:manage",
      "consent:write",
      "suppression:remove",
      "settings:manage",
    ];
    expect(isAllowed("workspace:read", "viewer", all)).toBe(true);
    for (const permission of rest) expect(isAllowed(permission, "viewer", all)).toBe(false);
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

  it("shows whole numbers to owners and admins always, to others by the switch", () => {
    expect(seesFullNumbers("owner", none)).toBe(true);
    expect(seesFullNumbers("admin", none)).toBe(true);
    expect(seesFullNumbers("viewer", none)).toBe(false);
    expect(seesFullNumbers("viewer", all)).toBe(true);
  });
});
