import { Column } from "./store/column.ts";

type Entry = { workspace: string; to: string; body: string; refused: string | null };
type Place = { at: number; check: number; segments: number; offset: number; bytes: number };

/** Which lines to look at. `after` is the last sequence number to leave out. */
export type Selection = { workspace?: string | undefined; after?: number | undefined; to?: string | undefined };

export type Totals = { accepted: number; refused: number; segments: number; recipients: number; lastSeq: number };

/** The same person, taken more than once. */
export type Duplicate = { to: number; seqs: number[] };

/** A number for any address: the digits of a phone, a negative 52-bit hash for anything else. */
function addressKey(to: string): number {
  if (/^\+\d{6,15}$/.test(to)) return Number(to.slice(1));
  return -(textHash(to) * 1_048_576 + (textHash(`${to}#`) % 1_048_576)) - 1;
}

/** FNV-1a, 32 bits. Tells texts apart for the duplicate check; the file has the texts themselves. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Where each ledger line is and what it counts as, in columns: about 72 bytes a message. */
export class LedgerIndex {
  readonly #offset = new Column();
  readonly #bytes = new Column();
  readonly #at = new Column();
  readonly #check = new Column();
  readonly #address = new Column();
  readonly #text = new Column();
  readonly #workspace = new Column();
  readonly #segments = new Column();
  readonly #refused = new Column();
  readonly #workspaceNumbers = new Map<string, number>();
  readonly #accepted = new Map<string, number>();

  get length(): number {
    return this.#offset.length;
  }

  add(entry: Entry, place: Place): void {
    let workspace = this.#workspaceNumbers.get(entry.workspace);
    if (workspace === undefined) {
      workspace = this.#workspaceNumbers.size;
      this.#workspaceNumbers.set(entry.workspace, workspace);
    }
    this.#offset.push(place.offset);
    this.#bytes.push(place.bytes);
    this.#at.push(place.at);
    this.#check.push(place.check);
    this.#segments.push(place.segments);
    this.#address.push(addressKey(entry.to));
    this.#text.push(textHash(entry.body));
    this.#workspace.push(workspace);
    this.#refused.push(entry.refused === null ? 0 : 1);
    if (entry.refused === null) this.#accepted.set(entry.workspace, this.acceptedBy(entry.workspace) + 1);
  }

  place(seq: number): { offset: number; bytes: number } | null {
    if (!Number.isInteger(seq) || seq < 1 || seq > this.length) return null;
    return { offset: this.#offset.at(seq - 1), bytes: this.#bytes.at(seq - 1) };
  }

  checkOf(seq: number): number {
    return this.#check.at(seq - 1);
  }

  /** Messages a workspace has had accepted since the ledger began. */
  acceptedBy(workspace: string): number {
    return this.#accepted.get(workspace) ?? 0;
  }

  /** Sequence numbers that fit, newest first, accepted lines only unless asked otherwise. */
  *newestFirst(selection: Selection, before: number, withRefused: boolean): Generator<number> {
    for (let seq = Math.min(before - 1, this.length); seq > (selection.after ?? 0); seq -= 1) {
      if (this.#fits(seq, selection) && (withRefused || this.#refused.at(seq - 1) === 0)) yield seq;
    }
  }

  totals(selection: Selection): Totals {
    const addresses: number[] = [];
    let refused = 0;
    let segments = 0;
    for (const seq of this.newestFirst(selection, Number.POSITIVE_INFINITY, true)) {
      if (this.#refused.at(seq - 1) === 1) {
        refused += 1;
        continue;
      }
      segments += this.#segments.at(seq - 1);
      addresses.push(this.#address.at(seq - 1));
    }
    const sorted = Float64Array.from(addresses).sort();
    let recipients = 0;
    for (let row = 0; row < sorted.length; row += 1) if (row === 0 || sorted[row] !== sorted[row - 1]) recipients += 1;
    return { accepted: addresses.length, refused, segments, recipients, lastSeq: this.length };
  }

  /** People taken more than once, by address alone or by address and text. */
  duplicates(selection: Selection, byText: boolean): Duplicate[] {
    const sorted = Float64Array.from(this.#acceptedAddresses(selection)).sort();
    const repeated = new Set<number>();
    for (let row = 1; row < sorted.length; row += 1) {
      const address = sorted[row];
      if (address !== undefined && address === sorted[row - 1]) repeated.add(address);
    }
    if (repeated.size === 0) return [];
    const groups = new Map<string, Duplicate>();
    for (const seq of this.newestFirst(selection, Number.POSITIVE_INFINITY, false)) {
      const to = this.#address.at(seq - 1);
      if (!repeated.has(to)) continue;
      const name = byText ? `${to} ${this.#text.at(seq - 1)}` : String(to);
      const group = groups.get(name);
      if (group === undefined) groups.set(name, { to, seqs: [seq] });
      else group.seqs.push(seq);
    }
    return [...groups.values()].filter((group) => group.seqs.length > 1);
  }

  clear(): void {
    for (const column of [this.#offset, this.#bytes, this.#at, this.#check, this.#address]) column.clear();
    for (const column of [this.#text, this.#workspace, this.#segments, this.#refused]) column.clear();
    this.#workspaceNumbers.clear();
    this.#accepted.clear();
  }

  *#acceptedAddresses(selection: Selection): Generator<number> {
    for (const seq of this.newestFirst(selection, Number.POSITIVE_INFINITY, false)) yield this.#address.at(seq - 1);
  }

  #fits(seq: number, { workspace, to }: Selection): boolean {
    if (workspace !== undefined && this.#workspace.at(seq - 1) !== (this.#workspaceNumbers.get(workspace) ?? -1)) {
      return false;
    }
    return to === undefined || this.#address.at(seq - 1) === addressKey(to);
  }
}
