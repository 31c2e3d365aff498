import {
  type ContactFields,
  type ContactRow,
  type ContactStanding,
  contactLimits,
  type ListType,
  searchKey,
} from "./contact.ts";

/** The two sides of a merge: the contact that stays with its number, and the one that goes. */
export const mergeSides = ["kept", "gone"] as const;

/** One side of a merge. */
export type MergeSide = (typeof mergeSides)[number];

/** What a merge looks at of a contact. */
export type MergedContact = Pick<ContactRow, "name" | "tags" | "fields" | "listType">;

/** Where values differ, whose is taken. */
export interface MergeChoices {
  readonly name: MergeSide;
  readonly listType: MergeSide;
  /** Names of the fields whose value is taken from the contact that goes. */
  readonly fields: readonly string[];
}

/** What the merged contact says. */
export interface Merged {
  readonly name: string;
  readonly tags: readonly string[];
  readonly fields: ContactFields;
  readonly listType: ListType | null;
}

/** Two values side by side, both there and unlike. */
export interface Difference {
  readonly kept: string;
  readonly gone: string;
}

/** The fields in which two contacts say different things; what only one of them says is taken from there. */
export function differingFields(kept: MergedContact, gone: MergedContact): ReadonlyMap<string, Difference> {
  return new Map(
    Object.entries(kept.fields).flatMap(([field, value]) => {
      const other = gone.fields[field];
      return other === undefined || other === value ? [] : [[field, { kept: value, gone: other }] as const];
    }),
  );
}

/** Puts two contacts together: what only one says is taken, where both say something the choice decides, tags add up. */
export function mergeContacts(kept: MergedContact, gone: MergedContact, choices: MergeChoices): Merged {
  const chosen = (side: MergeSide, of: string, other: string) =>
    of === "" || (side === "gone" && other !== "") ? other : of;
  // First what the one that stays says: of too many fields the last are left out.
  const fields: Record<string, string> = { ...kept.fields };
  for (const [field, value] of Object.entries(gone.fields)) fields[field] ??= value;
  for (const field of choices.fields) {
    const value = gone.fields[field];
    if (value !== undefined) fields[field] = value;
  }
  const tags = new Map([...gone.tags, ...kept.tags].map((tag) => [searchKey(tag), tag]));
  const inOrder = [...kept.tags, ...gone.tags].flatMap((tag) => (tags.get(searchKey(tag)) === tag ? [tag] : []));
  return {
    name: chosen(choices.name, kept.name, gone.name),
    tags: [...new Set(inOrder)].slice(0, contactLimits.tags),
    fields: Object.fromEntries(Object.entries(fields).slice(0, contactLimits.fields)),
    listType:
      kept.listType === null || (choices.listType === "gone" && gone.listType !== null) ? gone.listType : kept.listType,
  };
}

/** What the number that stays takes over of the other's standing: the stricter of the two holds, and a consent never moves. */
export interface StricterWord {
  readonly isRefused: boolean;
  readonly isSuppressed: boolean;
}

/** Finds out what is stricter about the number that goes. */
export function stricterWord(kept: ContactStanding, gone: ContactStanding): StricterWord {
  return {
    isRefused: gone.consent === "refused" && kept.consent !== "refused",
    isSuppressed: gone.isSuppressed && !kept.isSuppressed,
  };
}
