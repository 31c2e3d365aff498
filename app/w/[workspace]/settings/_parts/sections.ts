import type { Permission } from "#lib/gate/permissions";
import type { Scope } from "#lib/gate/scope";

/** The sections of the settings in their order; each is a page of its own under `/settings`. */
const sections = [
  { id: "profile", permission: "settings:manage" },
  { id: "policies", permission: "settings:manage" },
  { id: "approval", permission: "settings:manage" },
  { id: "halt", permission: "sending:halt" },
  { id: "retention", permission: "settings:manage" },
  { id: "export", permission: "workspace:export" },
  { id: "delete", permission: "workspace:delete" },
] as const satisfies { id: string; permission: Permission }[];

/** The name of a section. */
export type SettingsSection = (typeof sections)[number]["id"];

/** The sections a member may open. */
export function settingsOf(scope: Pick<Scope, "may">): SettingsSection[] {
  return sections.filter(({ permission }) => scope.may(permission)).map(({ id }) => id);
}
