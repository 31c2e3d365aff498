/** How long a call may take and how much it may answer. Milliseconds and bytes; `bodyBytes` counts after decompression. */
export interface HttpLimits {
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly totalMs: number;
  readonly bodyBytes: number;
}

/** Why the other side certainly saw nothing. `busy`: no connection came free in time. */
export type NotSentCause = "dns" | "address" | "refused" | "tls" | "connect" | "busy";

/** Why there is no answer although the other side may have acted. */
export type LostCause = "timeout" | "reset" | "too_large" | "encoding" | "redirect";

/** The response headers that callers read; the rest of what a stranger sends goes no further. */
export const READ_HEADERS = [
  "content-type",
  "retry-after",
  "x-request-id",
  "www-authenticate",
  "cache-control",
] as const;

/** Those of them that an answer carried. */
export type ReadHeaders = Readonly<Partial<Record<(typeof READ_HEADERS)[number], string>>>;

/** A whole answer, of any status but 3xx. */
export interface HttpAnswer {
  readonly kind: "answer";
  readonly status: number;
  readonly headers: ReadHeaders;
  readonly body: string;
  readonly latencyMs: number;
}

/**
 * What became of a call.
 *
 * `not_sent`: no byte of the request was written. `lost`: it may have been written and carried out, but there is no answer
 * to read; `status` is what had arrived of one, if anything.
 */
export type HttpOutcome =
  | { readonly kind: "not_sent"; readonly cause: NotSentCause }
  | { readonly kind: "lost"; readonly cause: LostCause; readonly status: number | null }
  | HttpAnswer;
