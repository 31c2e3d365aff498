import type { Role } from "#lib/infra/db/generated/enums";

/** What refines a role for one member. */
export interface Switches {
  readonly maySend: boolean;
  readonly mayApprove: boolean;
  readonly fullNumbers: boolean;
}

/** `own`: for what the member made or started, see `ownersOf` of an action. A switch: for those who have it on. */
type Rule = "yes" | "no" | "own" | keyof Switches;

/** The one table of authority. A role that is not named for a permission does not have it. */
const matrix = {
  "workspace:read": { owner: "yes", admin: "yes", operator: "yes", viewer: "yes" },
  "campaigns:write": { owner: "yes", admin: "yes", operator: "yes", viewer: "no" },
  "contacts:write": { owner: "yes", admin: "yes", operator: "yes", viewer: "no" },
  "contacts:export": { owner: "yes", admin: "yes", operator: "fullNumbers", viewer: "no" },
  "messages:test": { owner: "yes", admin: "yes", operator: "yes", viewer: "no" },
  "messages:send": { owner: "yes", admin: "yes", operator: "maySend", viewer: "no" },
  "campaigns:approve": { owner: "yes", admin: "yes", operator: "mayApprove", viewer: "no" },
  "campaigns:control": { owner: "yes", admin: "yes", operator: "own", viewer: "no" },
  "reports:save": { owner: "yes", admin: "yes", operator: "yes", viewer: "no" },
  "reports:share": { owner: "yes", admin: "yes", operator: "own", viewer: "no" },
  "sending:halt": { owner: "yes", admin: "yes", operator: "yes", viewer: "no" },
  "sending:resume": { owner: "yes", admin: "yes", operator: "no", viewer: "no" },
  "connections:manage": { owner: "yes", admin: "yes", operator: "no", viewer: "no" },
  "senders:manage": { owner: "yes", admin: "yes", operator: "no", viewer: "no" },
  "consent:write": { owner: "yes", admin: "yes", operator: "yes", viewer: "no" },
  "suppression:remove": { owner: "yes", admin: "yes", operator: "no", viewer: "no" },
  "team:manage": { owner: "yes", admin: "yes", operator: "no", viewer: "no" },
  "audit:read": { owner: "yes", admin: "yes", operator: "own", viewer: "no" },
  "settings:manage": { owner: "yes", admin: "yes", operator: "no", viewer: "no" },
  "workspace:export": { owner: "yes", admin: "yes", operator: "no", viewer: "no" },
  "workspace:delete": { owner: "yes", admin: "no", operator: "no", viewer: "no" },
  "ownership:transfer": { owner: "yes", admin: "no", operator: "no", viewer: "no" },
} as const satisfies Record<string, Record<Role, Rule>>;

/** Everything a member may be allowed to do. */
export type Permission = keyof typeof matrix;

/** The permissions that some role has for its own things only. */
export type OwnPermission = {
  [P in Permission]: "own" extends (typeof matrix)[P][Role] ? P : never;
}[Permission];

/** Every permission there is, in the order of the table. */
export const permissions = Object.keys(matrix) as readonly Permission[];

/** How far a permission goes: for everything in the workspace, for what is the member's own, or not at all. */
export type Reach = "all" | "own" | "none";

/** How far a permission of this role, with these switches, goes. */
export function reachOf(permission: Permission, role: Role, switches: Switches): Reach {
  const rule: Rule = matrix[permission][role];
  if (rule === "yes") return "all";
  if (rule === "no") return "none";
  if (rule === "own") return "own";
  return switches[rule] ? "all" : "none";
}

/** Tells whether a member of this role, with these switches, may do a thing at all; perhaps only with what is their own. */
export function isAllowed(permission: Permission, role: Role, switches: Switches): boolean {
  return reachOf(permission, role, switches) !== "none";
}

/** Whether numbers are shown whole: owners and admins always, others by their switch. */
export function seesFullNumbers(role: Role, switches: Switches): boolean {
  return role === "owner" || role === "admin" || switches.fullNumbers;
}
