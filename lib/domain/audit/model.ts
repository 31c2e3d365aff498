/** What the history says of one change. It never holds a secret, a message text or a phone number. */
export interface AuditEntry {
  /** Public or plain id of what was changed, such as `cmp_…`. */
  readonly subject: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** What every command returns: its result and the entry that the gate writes in the same transaction. */
export interface Audited<T> {
  readonly result: T;
  readonly audit: AuditEntry;
}

/** An entry as the page shows it. */
export interface AuditRow {
  readonly id: string;
  readonly seq: number | null;
  readonly at: Date;
  readonly actorId: string | null;
  /** Null for the product itself and for somebody whose account is gone. */
  readonly actor: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly subjectName: string | null;
  readonly detail: AuditEntry["detail"];
  readonly ip: string | null;
  readonly device: string | null;
}
