import type { PublicId } from "#lib/domain/ids";

/** How far an archive is. `expired`: its file is gone. */
export type ArchiveState = "waiting" | "building" | "ready" | "failed" | "expired";

/** An archive as the settings show it. */
export interface ShownArchive {
  readonly id: PublicId<"archive">;
  readonly state: ArchiveState;
  readonly filesDone: number;
  readonly files: number;
  readonly rows: number;
  readonly bytes: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Whether something is still being done about it. */
export function isOpen({ state }: Pick<ShownArchive, "state">): boolean {
  return state === "waiting" || state === "building";
}
