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
