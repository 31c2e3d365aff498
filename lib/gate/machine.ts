import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";
import "server-only";
import { anchorAge } from "#lib/infra/audit-anchor";
import { env } from "#lib/infra/env";

/** What the operator may know of the machine behind the pages. */
export interface MachineFacts {
  readonly version: string;
  readonly node: string;
  readonly upSeconds: number;
  /** Room on the disk of the data folder; null where it cannot be asked. */
  readonly freeBytes: number | null;
  /** Since the histories were anchored; null where this machine keeps no anchors. */
  readonly anchoredMs: number | null;
  readonly hasMailServer: boolean;
  /** Whether the environment keeps sign-up closed whatever the operator chooses. */
  readonly isSignUpClosed: boolean;
}

let version: string | undefined;

function ownVersion(): string {
  version ??= String(JSON.parse(readFileSync(path.join(process.cwd(), "package.json"), "utf8")).version);
  return version;
}

/** The facts of the machine that answers this request. */
export async function machineFacts(): Promise<MachineFacts> {
  const { smtpUrl, isSignUpOpen, dataDir } = env();
  const disk = await statfs(dataDir).catch(() => null);
  return {
    version: ownVersion(),
    node: process.versions.node,
    upSeconds: Math.round(process.uptime()),
    freeBytes: disk === null ? null : disk.bavail * disk.bsize,
    anchoredMs: anchorAge(dataDir, new Date()),
    hasMailServer: smtpUrl !== undefined,
    isSignUpClosed: !isSignUpOpen,
  };
}
