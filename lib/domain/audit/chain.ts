import type { AuditEntry } from "#lib/domain/audit/model";

/** An entry as the chain holds it. */
export interface ChainedEntry {
  readonly seq: number;
  readonly id: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly detail: AuditEntry["detail"];
  readonly at: Date;
  readonly ip: string | null;
  readonly device: string | null;
}

const VERSION = 1;

/** A value with the keys of every object in order, as the database may give them back in another. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, ordered(inner)]);
}

/**
 * The text that an entry's digest is made of: the same for the same entry wherever it was read, and different for any
 * other entry, place or predecessor.
 *
 * @param before Digest of the entry before, in hex; empty for the first.
 */
export function canonicalText(workspaceId: string, entry: ChainedEntry, before: string): string {
  const { seq, id, actorId, action, subject, detail, at, ip, device } = entry;
  return JSON.stringify([
    ...[VERSION, workspaceId, seq, id, actorId, action, subject],
    ...[ordered(detail), at.toISOString(), ip, device, before],
  ]);
}

/** What is wrong with a history, and where it is first. */
export type ChainFault =
  | { readonly kind: "changed" | "missing" | "not_chained"; readonly seq: number; readonly id: string | null }
  /** The last entries were cut off, or the head was set back: it ends before where it is known to have been. */
  | { readonly kind: "cut"; readonly seq: number; readonly knownSeq: number }
  | { readonly kind: "no_head" | "key_unreadable" };

/** The outcome of looking a history through. */
export type ChainVerdict =
  | { readonly kind: "whole"; readonly entries: number }
  | { readonly kind: "broken"; readonly fault: ChainFault };
