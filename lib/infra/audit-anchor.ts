import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const Anchor = z.object({ seq: z.number(), mac: z.string(), at: z.string() });
const Anchors = z.record(z.string(), Anchor);

/** Where the chain of a workspace was known to be, outside the database. */
export type ChainAnchor = z.infer<typeof Anchor>;

const fileIn = (folder: string) => path.resolve(folder, "audit-heads.json");

/** The anchored heads by workspace, from the file beside the keyring; empty before the first. */
export function readAnchors(folder: string): Record<string, ChainAnchor> {
  const file = fileIn(folder);
  return existsSync(file) ? Anchors.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
}

/**
 * How long ago the head was anchored that was not for the longest time, in milliseconds; null where there is no such file.
 * All are each day, but for a history that does not go on from its anchor.
 */
export function anchorAge(folder: string, now: Date): number | null {
  const times = Object.values(readAnchors(folder)).map(({ at }) => Date.parse(at));
  return times.length === 0 ? null : now.getTime() - Math.min(...times);
}

/** Writes the anchored heads (0600) in one step. */
export function writeAnchors(folder: string, anchors: Readonly<Record<string, ChainAnchor>>): void {
  const file = fileIn(folder);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(anchors, null, 1)}\n`, { mode: 0o600, flush: true });
  renameSync(temporary, file);
}
