/** The roles of a workspace, the highest first. */
export const roles = ["owner", "admin", "operator", "viewer"] as const;

/** The role of a member. */
export type Role = (typeof roles)[number];

/** The roles that an invitation can give. Owners are made by owners on the page of the team. */
export const invitedRoles = ["admin", "operator", "viewer"] as const satisfies readonly Role[];

/** A role that an invitation can give. */
export type InvitedRole = (typeof invitedRoles)[number];

/** The switches that refine a role. */
export const switchNames = ["maySend", "mayApprove", "fullNumbers"] as const;

/** One of the switches. */
export type SwitchName = (typeof switchNames)[number];

/** How long a mailed invitation works. */
export const INVITE_DAYS = 7;

/** Whether a role stands at least as high as another. */
export function reaches(role: Role, other: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(other);
}

/** The roles a member may give to others: up to the own one, and none without the right to manage the team. */
export function grantableRoles(role: Role): readonly Role[] {
  return role === "owner" || role === "admin" ? roles.filter((one) => reaches(role, one)) : [];
}

/** The switches that mean something for a role: owners and admins may always, viewers never send or approve. */
export function switchesOf(role: Role): readonly SwitchName[] {
  if (role === "operator") return switchNames;
  return role === "viewer" ? ["fullNumbers"] : [];
}

/** What a switch says for a role that has no choice about it. */
export function isAlwaysOn(role: Role): boolean {
  return role === "owner" || role === "admin";
}

/** Whether a daily cap means something for a role. */
export function hasCap(role: Role): boolean {
  return role === "admin" || role === "operator";
}

/** How the switches stand for somebody who has just been given a role. */
export function startingSwitches(role: Role): Readonly<Record<SwitchName, boolean>> {
  return { maySend: role !== "viewer", mayApprove: isAlwaysOn(role), fullNumbers: role !== "viewer" };
}

/** How an invitation stands. */
export type InviteState = "open" | "expired" | "accepted" | "revoked";

/** How an invitation stands at a moment. */
export function inviteState(
  invite: { readonly expiresAt: Date; readonly acceptedAt: Date | null; readonly revokedAt: Date | null },
  now: Date,
): InviteState {
  if (invite.acceptedAt !== null) return "accepted";
  if (invite.revokedAt !== null) return "revoked";
  return invite.expiresAt > now ? "open" : "expired";
}

/** An address as somebody sees it who may not be its owner: enough to know one's own again, not to learn another's. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
