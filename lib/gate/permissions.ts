import type { Role } from "#lib/infra/db/generated/enums";

/** Everything a member may be allowed to do. */
export type Permission =
  | "workspace:read"
  | "campaigns:write"
  | "contacts:write"
  | "contacts:export"
  | "messages:test"
  | "messages:send"
  | "campaigns:control"
  | "connections:manage"
  | "senders:manage"
  | "consent:write"
  | "suppression:remove"
  | "settings:manage";

/** What refines a role for one member. */
export interface Switches {
  readonly maySend: boolean;
  readonly mayApprove: boolean;
  readonly fullNumbers: boolean;
}

type Rule = "yes" | "no" | keyof Switches;

/** The one table of authority. A role that is not named for a permission does not have it. */
const matrix: Record<Permission, Record<Role, Rule>> = {
  "workspace:read": { owner: "yes", admin: "yes", operator: "yes", viewer: "yes" },
  "campaigns:write": { owner: "yes", admin: "yes", operator: "yes", viewer: "no" },
  "contacts:write": { owner: "yes", admin: "yes", operator: "yes", viewer: "no" },
  "contacts:export": { owner: "yes", admin: "yes", operator: "fullNumbers", viewer: "no" },
  "messages:test": { owner: "yes", admin: "yes", operator: "yes", viewer: "no" },
  "messages:send": { owner: "yes", admin: "yes", operator: "maySend", viewer: "no" },
  "campaigns:control": { owner: "yes", admin: "yes", operator: "yes", viewer: "no" },
  "connections:manage": { owner: "yes", admin: "yes", operator: "no", viewer: "no" },
  "senders:manage": { owner: "yes", admin: "yes", operator: "no", viewer: "no" },
  "consent:write": { owner: "yes", admin: "yes", operator: "yes", viewer: "no" },
  "suppression:remove": { owner: "yes", admin: "yes", operator: "no", viewer: "no" },
  "settings:manage": { owner: "yes", admin: "yes", operator: "no", viewer: "no" },
};

/** Tells whether a member of this role, with these switches, may do a thing. */
export function isAllowed(permission: Permission, role: Role, switches: Switches): boolean {
  const rule = matrix[permission][role];
  if (rule === "yes") return true;
  if (rule === "no") return false;
  return switches[rule];
}

/** Whether numbers are shown whole: owners and admins always, others by their switch. */
export function seesFullNumbers(role: Role, switches: Switches): boolean {
  return role === "owner" || role === "admin" || switches.fullNumbers;
}
