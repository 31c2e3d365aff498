/** What is known of a browser that asks for something before, or apart from, being signed in. */
export interface Visit {
  /** Whom tries are counted for: an address, or a network; one word for all where the instance knows no trusted proxy. */
  readonly ip: string;
  readonly userAgent: string | null;
  /** The mark that a browser keeps after a sign-in, unchecked. */
  readonly deviceMark: string | null;
  /** Language of the pages it sees. */
  readonly locale: "tr" | "en";
}

/** Longest part of a browser's description that is kept. */
export const USER_AGENT_MAX = 400;

/** A login that has just been made. */
export interface NewLogin {
  readonly userId: string;
  readonly sessionId: string;
  /** To be kept by the browser; see `makeDeviceMark`. */
  readonly deviceMark: string;
  readonly locale: string;
}

/** Thrown where a first proof is right and the person has a second factor: a code is asked for next. */
export class CodeNeeded extends Error {
  /** What the browser keeps until the code comes. */
  readonly stepToken: string;

  constructor(stepToken: string) {
    super("a code is needed");
    this.stepToken = stepToken;
  }
}
