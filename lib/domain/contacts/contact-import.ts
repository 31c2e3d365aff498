/** How long an import into the contacts can be taken back, in hours. */
export const REVERT_HOURS = 24;

/** Where an import into the contacts is. */
export const contactImportStates = ["adding", "done", "reverting", "reverted"] as const;

/** Where an import into the contacts is. */
export type ContactImportState = (typeof contactImportStates)[number];

/** An import into the contacts, as the page shows it. */
export interface ContactImportRow {
  readonly id: string;
  /** Empty for a pasted list. */
  readonly filename: string;
  readonly state: ContactImportState;
  readonly people: number;
  readonly done: number;
  readonly added: number;
  readonly updated: number;
  readonly left: number;
  /** Name of the member; null for one who is gone. */
  readonly by: string | null;
  readonly createdAt: Date;
  readonly isRevertible: boolean;
}
