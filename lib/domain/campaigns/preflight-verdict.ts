import type { ErrorDetail } from "#lib/domain/errors";

/** What one line of a check says. `reason` tells lines of one code apart; the words are chosen where they are shown. */
export interface Verdict {
  readonly level: "green" | "amber" | "red";
  readonly reason: string;
  readonly detail: ErrorDetail;
}

/** In order. */
export function green(reason: string, detail: ErrorDetail = {}): Verdict {
  return { level: "green", reason, detail };
}

/** Says what will happen. */
export function amber(reason: string, detail: ErrorDetail = {}): Verdict {
  return { level: "amber", reason, detail };
}

/** Blocks. */
export function red(reason: string, detail: ErrorDetail = {}): Verdict {
  return { level: "red", reason, detail };
}
