import { cleanValue } from "#lib/domain/campaigns/clean-value";
import type { PublicId } from "#lib/domain/ids";
import type { Msisdn } from "./model.ts";

/** How a contact came to be. */
export const contactSources = ["member", "import"] as const;

/** How a contact came to be. */
export type ContactSource = (typeof contactSources)[number];

/** The lists of İYS: individuals (BİREYSEL) and merchants (TACİR). */
export const listTypes = ["individual", "merchant"] as const;

/** On which list of İYS a person stands. */
export type ListType = (typeof listTypes)[number];

/** How far what is kept of a contact may go. */
export const contactLimits = {
  name: 120,
  tags: 20,
  tag: 40,
  fields: 30,
  fieldName: 40,
  fieldValue: 300,
} as const;

/** What is known of a contact beside the number, by the name of the field. */
export type ContactFields = Readonly<Record<string, string>>;

/** Where a number stands: what it said, and whether it may be written to at all. */
export interface ContactStanding {
  readonly consent: "granted" | "refused" | null;
  readonly isSuppressed: boolean;
}

/** A contact in a list. */
export interface ContactRow extends ContactStanding {
  readonly id: PublicId<"contact">;
  readonly msisdn: Msisdn;
  readonly name: string;
  readonly tags: readonly string[];
  readonly fields: ContactFields;
  readonly source: ContactSource;
  /** Null: the list that the brand chose. */
  readonly listType: ListType | null;
  /** Other numbers of the person, from contacts that were merged into this one. */
  readonly mergedMsisdns: readonly Msisdn[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/** A page of contacts, the newest first, with the neighbours' places. */
export interface ContactPage {
  readonly rows: readonly ContactRow[];
  readonly previous: PublicId<"contact"> | null;
  readonly next: PublicId<"contact"> | null;
}

/** A text as the search knows it: small letters, no accents, `ı` as `i`. */
export function searchKey(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ı", "i").replace(/\s+/g, " ").trim();
}

/** Reads tags out of one line, separated by commas; each once, whatever its letters. */
export function tagsIn(line: string): string[] {
  const known = new Map<string, string>();
  for (const part of line.split(/[,;\n]/)) {
    const tag = cleanValue(part).replace(/\s+/g, " ");
    if (tag !== "" && !known.has(searchKey(tag))) known.set(searchKey(tag), tag);
  }
  return [...known.values()];
}

/** Reads fields out of lines such as `Şehir: İzmir`; a line without a colon, or with an empty side, says nothing. */
export function fieldsIn(lines: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of lines.split(/\r\n|\n|\r/)) {
    const at = line.indexOf(":");
    const name = cleanValue(line.slice(0, Math.max(at, 0))).replace(/\s+/g, " ");
    const value = cleanValue(line.slice(at + 1));
    if (name !== "" && value !== "") found[name] = value;
  }
  return found;
}

/** Writes fields as `fieldsIn` reads them. */
export function fieldLines(fields: ContactFields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}
