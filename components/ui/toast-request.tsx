/** Something to say that is not tied to a place on the page. What went wrong is said there as well, never here alone. */
export interface ToastRequest {
  text: string;
  /** `bad` stays until it is closed; the others go after six seconds, or later while the pointer or focus is on them. */
  tone: "ok" | "info" | "bad";
  /** One thing to do about it, as long as it is there: undo. */
  action?: { label: string; onPress: () => void } | undefined;
  /** A code for the log. */
  reference?: string | undefined;
}
