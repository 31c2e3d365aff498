import type { ArchiveKind, ArchiveRightsOf } from "#lib/domain/archives/model";
import { type Permission, reachOf, seesFullNumbers } from "#lib/gate/permissions";

/** What a member needs to take out an archive of each kind. */
export const archivePermission = {
  workspace: "workspace:export",
  campaign: "contacts:export",
  messages: "contacts:export",
  audit: "audit:read",
  evidence: "contacts:export",
  contacts: "contacts:export",
} as const satisfies Record<ArchiveKind, Permission>;

/** The table of authority about archives, for the job that writes one long after it was asked for. */
export const archiveRights: ArchiveRightsOf = (kind, member) => {
  const reach = reachOf(archivePermission[kind], member.role, member);
  return {
    may: reach !== "none",
    isOwnOnly: reach === "own",
    wholeNumbers: seesFullNumbers(member.role, member),
  };
};
