import { z } from "zod";
import { SegmentRule } from "#lib/domain/segments/schema";

/** Which contacts a list was made of, as it stands beside the list. */
export const ListOrigin = z.object({
  /** What people call it; the list carries the same name. */
  label: z.string(),
  /** What the columns of number and name are called. */
  names: z.object({ number: z.string(), name: z.string() }),
  tag: z.string().optional(),
  /** Looked for while the list is made, and not kept afterwards: it may be somebody's number. */
  search: z.string().optional(),
  /** The rule as it was when the list was asked for. */
  segment: z.object({ id: z.string(), rule: SegmentRule }).optional(),
});

/** The same, to be stored. */
export type ListOrigin = z.output<typeof ListOrigin>;
