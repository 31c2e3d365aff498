import { z } from "zod";
import type { HttpOutcome } from "#lib/infra/http-outcome";
import { readObject } from "#lib/infra/providers/json-object";
import type { CallTrace } from "#lib/infra/providers/outcome";
import { retryAfterMs } from "#lib/infra/providers/retry-after";

/** Waits where the company names none. It documents no Retry-After. */
const AFTER_LIMIT_MS = 2_000;

const Envelope = z.object({
  response: z.looseObject({
    status: z.object({
      code: z.union([
        z.number().int(),
        z
          .string()
          .regex(/^\d{3}$/)
          .transform(Number),
      ]),
    }),
  }),
});

/**
 * What an answer says, before anybody asks what that means for the call.
 *
 * `code`: a refusal by its number. `unclear`: lost, broken, a server's fault, or an answer that contradicts itself; the
 * work may have been done.
 */
export type Reply = CallTrace &
  (
    | { readonly kind: "ok"; readonly response: Readonly<Record<string, unknown>> }
    | { readonly kind: "code"; readonly code: number }
    | { readonly kind: "limited"; readonly retryAfterMs: number }
    | { readonly kind: "unclear"; readonly detail: string }
    | { readonly kind: "not_sent"; readonly detail: string }
  );

/**
 * Reads an answer. The number in the body counts, because HTTP 450 is as normal here as 200; without one the HTTP status
 * stands in. A status and a number that disagree on whether it worked leave it open.
 */
export function readReply(outcome: HttpOutcome, now: Date): Reply {
  if (outcome.kind === "not_sent")
    return { httpStatus: null, requestId: null, kind: "not_sent", detail: outcome.cause };
  if (outcome.kind === "lost") {
    return { httpStatus: outcome.status, requestId: null, kind: "unclear", detail: outcome.cause };
  }
  const { status, body, headers } = outcome;
  const trace = { httpStatus: status, requestId: null };
  const envelope = Envelope.safeParse(readObject(body));
  const response = envelope.success ? envelope.data.response : null;
  const code = response?.status.code ?? (status >= 400 ? status : 0);
  if (status >= 500 || status === 408 || code >= 500 || code === 408) {
    return { ...trace, kind: "unclear", detail: `http_${Math.max(status, code)}` };
  }
  if (status === 429 || code === 429) {
    return { ...trace, kind: "limited", retryAfterMs: retryAfterMs(headers["retry-after"], now) ?? AFTER_LIMIT_MS };
  }
  if (code >= 400) return { ...trace, kind: "code", code };
  if (code === 200 && status === 200 && response !== null) return { ...trace, kind: "ok", response };
  return { ...trace, kind: "unclear", detail: status >= 400 ? "contradiction" : "unreadable" };
}
