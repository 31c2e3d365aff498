import type { Draft } from "#lib/domain/campaigns/draft";
import type { Answer } from "./answers.ts";

/** What a person can change in a draft. */
export type DraftFields = Pick<
  Draft,
  | "name"
  | "kind"
  | "text"
  | "start"
  | "spreadHours"
  | "perMinute"
  | "fromLine"
  | "exclusions"
  | "atProvider"
  | "fallback"
  | "waitsForQuota"
> & {
  readonly senderId: string | null;
  readonly secondSenderId: string | null;
  readonly importId: string | null;
};

/** The parts of a draft, in the order they are named to a person. */
const draftFields = [
  ...(["name", "importId", "kind", "senderId", "text"] as const),
  ...(["start", "spreadHours", "perMinute", "fromLine", "exclusions"] as const),
  ...(["secondSenderId", "atProvider", "fallback", "waitsForQuota"] as const),
] satisfies (keyof DraftFields)[];

/** How it stands with what was typed. */
export type SaveState =
  | { readonly kind: "saved" }
  | { readonly kind: "unsaved" }
  | { readonly kind: "saving" }
  | { readonly kind: "offline" }
  | { readonly kind: "signed_out" }
  /** Somebody else saved in between; `changed` says what is different there. */
  | { readonly kind: "stale"; readonly newer: Draft; readonly changed: readonly (keyof DraftFields)[] }
  | { readonly kind: "refused"; readonly message: string };

/** All the page needs to draw. */
export interface KeptDraft {
  readonly fields: DraftFields;
  /** The version on the server that the fields were last equal to. */
  readonly version: number;
  readonly savedAt: string;
  readonly state: SaveState;
}

/** What was typed and not kept on the server yet, in case the page goes away. */
export interface Backup {
  read(): { readonly version: number; readonly fields: DraftFields } | null;
  write(content: { readonly version: number; readonly fields: DraftFields }): void;
  clear(): void;
}

/** The edit as the server takes it. */
export type DraftEdit = { campaignId: string; version: number } & Partial<DraftFields>;

interface KeeperOptions {
  readonly draft: Draft;
  readonly backup: Backup;
  readonly save: (edit: DraftEdit) => Promise<Answer<{ readonly version: number; readonly savedAt: Date | string }>>;
  /** Reads the draft as it is stored now. */
  readonly readNewer: () => Promise<Answer<Draft>>;
}

/** A change is kept this long after it was made; while typing goes on, every so often. */
const SAVE_AFTER_MS = 2_000;
/** How soon a save is tried again when no answer came. */
const RETRY_AFTER_MS = 5_000;

function fieldsOf(draft: DraftFields): DraftFields {
  const { name, kind, senderId, importId, text, start, spreadHours, perMinute, fromLine, exclusions } = draft;
  const { secondSenderId, atProvider, fallback, waitsForQuota } = draft;
  const ways = { secondSenderId, atProvider, fallback, waitsForQuota };
  return { name, kind, senderId, importId, text, start, spreadHours, perMinute, fromLine, exclusions, ...ways };
}

/** The fields in which two drafts differ. */
function differing(one: DraftFields, other: DraftFields): (keyof DraftFields)[] {
  return draftFields.filter((field) => one[field] !== other[field]);
}

/**
 * Keeps a draft: saves by itself, one save at a time, and never forgets what was typed.
 *
 * Every save names the version it was made on. What is not on the server yet stands in the backup as well, so that a
 * reload, a lost connection or an ended login loses nothing.
 */
export class DraftKeeper {
  readonly #options: KeeperOptions;
  readonly #listeners = new Set<() => void>();
  #base: DraftFields;
  #kept: KeptDraft;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#base = fieldsOf(options.draft);
    const { version, savedAt } = options.draft;
    this.#kept = { fields: this.#base, version, savedAt, state: { kind: "saved" } };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): KeptDraft => this.#kept;

  /** Whether everything that was typed is on the server. */
  get isStored(): boolean {
    return differing(this.#base, this.#kept.fields).length === 0;
  }

  /** Takes up what an earlier visit of this page could not save. */
  restore(): void {
    const left = this.#options.backup.read();
    if (left === null || differing(left.fields, this.#kept.fields).length === 0) return;
    this.#set({ fields: fieldsOf(left.fields), version: left.version, state: { kind: "unsaved" } });
    this.#schedule(0);
  }

  /** Takes an edit of the person. */
  change(patch: Partial<DraftFields>): void {
    const isHeld = this.#kept.state.kind === "stale";
    this.#set({ fields: { ...this.#kept.fields, ...patch }, ...(!isHeld && { state: { kind: "unsaved" } }) });
    this.#options.backup.write({ version: this.#kept.version, fields: this.#kept.fields });
    if (!isHeld) this.#schedule(SAVE_AFTER_MS);
  }

  /** Saves now what is unsaved. @returns whether everything is stored. */
  async flush(): Promise<boolean> {
    if (this.#kept.state.kind === "stale") return false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#running !== null) await this.#running;
    if (!this.isStored) {
      this.#running = this.#save();
      await this.#running;
    }
    return this.isStored;
  }

  /** Drops one's own edit for the version that is stored. */
  takeNewer(newer: Draft): void {
    this.#base = fieldsOf(newer);
    this.#options.backup.clear();
    this.#set({ fields: this.#base, version: newer.version, savedAt: newer.savedAt, state: { kind: "saved" } });
  }

  /** Keeps one's own edit, knowing that it replaces what is stored. */
  keepMine(newer: Draft): void {
    this.#base = fieldsOf(newer);
    this.#set({ version: newer.version, state: { kind: "unsaved" } });
    this.#schedule(0);
  }

  /** Ends the timers; for a page that goes away. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(afterMs: number): void {
    if (this.#timer !== undefined && afterMs > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.flush();
    }, afterMs);
  }

  async #save(): Promise<void> {
    const { fields, version } = this.#kept;
    const changed = differing(this.#base, fields);
    const edit: DraftEdit = { campaignId: this.#options.draft.id, version };
    for (const field of changed) Object.assign(edit, { [field]: fields[field] });
    this.#set({ state: { kind: "saving" } });
    const answer = await this.#options.save(edit).catch(() => null);
    if (answer === null) this.#retryLater({ kind: "offline" });
    else if (answer.ok) this.#stored(fields, answer.result);
    else if (answer.error.code === "campaign.stale") await this.#overtaken();
    else if (answer.error.code === "account.signed_out") this.#retryLater({ kind: "signed_out" });
    else this.#set({ state: { kind: "refused", message: answer.error.message } });
    this.#running = null;
  }

  #stored(fields: DraftFields, { version, savedAt }: { version: number; savedAt: Date | string }): void {
    this.#base = fields;
    const isAll = this.isStored;
    if (isAll) this.#options.backup.clear();
    this.#set({ version, savedAt: new Date(savedAt).toISOString(), state: { kind: isAll ? "saved" : "unsaved" } });
    if (!isAll) this.#schedule(SAVE_AFTER_MS);
  }

  async #overtaken(): Promise<void> {
    const newer = await this.#options.readNewer();
    if (!newer.ok) {
      this.#retryLater({ kind: "offline" });
      return;
    }
    const changed = differing(this.#base, fieldsOf(newer.result));
    this.#set({ state: { kind: "stale", newer: newer.result, changed } });
  }

  #retryLater(state: SaveState): void {
    this.#set({ state });
    this.#schedule(RETRY_AFTER_MS);
  }

  #set(change: Partial<KeptDraft>): void {
    this.#kept = { ...this.#kept, ...change };
    for (const listener of this.#listeners) listener();
  }
}
