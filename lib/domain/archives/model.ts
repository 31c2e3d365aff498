import type { AuditFilter } from "#lib/domain/audit/schema";
import type { ContactFilter } from "#lib/domain/contacts/schema";
import type { SheetFormat } from "#lib/domain/exports/sheet";
import type { PublicId } from "#lib/domain/ids";
import type { MessageFilter } from "#lib/domain/messages/schema";

/** What an archive holds: everything of the workspace, the rows that one list shows, or what proves a campaign. */
export type ArchiveKind = "workspace" | "campaign" | "messages" | "audit" | "evidence" | "contacts";

/** How far an archive is. `expired`: its file is gone. */
export type ArchiveState = "waiting" | "building" | "ready" | "failed" | "expired";

/** Why an archive could not be made. `gone`: what it was to hold; `not_allowed`: who asked lost the right to it. */
export const archiveRefusals = ["over_limit", "not_allowed", "gone", "internal"] as const;

/** Why an archive could not be made. */
export type ArchiveRefusal = (typeof archiveRefusals)[number];

/** What narrowed the rows of a file, as whoever looks may read it: names stand where the ids did, empty for what is gone. */
export type Narrowed =
  | { readonly of: "messages"; readonly filter: MessageFilter }
  | { readonly of: "audit"; readonly filter: AuditFilter }
  | { readonly of: "contacts"; readonly filter: ContactFilter };

/** An archive as a page shows it. */
export interface ShownArchive {
  readonly id: PublicId<"archive">;
  readonly kind: ArchiveKind;
  readonly format: "zip" | SheetFormat;
  readonly state: ArchiveState;
  readonly refusal: ArchiveRefusal | null;
  /** What it is of, where the kind does not say it: the name of a campaign. */
  readonly name: string;
  /** Null where it is of no list, or the choice went with the file. */
  readonly narrowed: Narrowed | null;
  readonly filesDone: number;
  readonly files: number;
  readonly rows: number;
  /** Rows it will have; 0 until they were counted. */
  readonly expected: number;
  readonly bytes: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** An archive that takes longer was given up. */
export const LONGEST_BUILD_MS = 2 * 3_600_000;

/** Whether something is still being done about it. */
export function isOpen({ state }: Pick<ShownArchive, "state">): boolean {
  return state === "waiting" || state === "building";
}

/** What a member may take out with an archive of a kind. */
export interface ArchiveRights {
  readonly may: boolean;
  /** Whether only what the member did; of histories. */
  readonly isOwnOnly: boolean;
  readonly wholeNumbers: boolean;
}

/** Asks the table of authority about one member. */
export type ArchiveRightsOf = (
  kind: ArchiveKind,
  member: {
    readonly role: "owner" | "admin" | "operator" | "viewer";
    readonly maySend: boolean;
    readonly mayApprove: boolean;
    readonly fullNumbers: boolean;
  },
) => ArchiveRights;
