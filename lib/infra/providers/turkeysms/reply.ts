import type { HttpOutcome } from "#lib/infra/http-outcome";
import { isObject, readObject } from "#lib/infra/providers/json-object";
import type { CallTrace } from "#lib/infra/providers/outcome";
import { retryAfterMs } from "#lib/infra/providers/retry-after";
import { MINUTE_LIMIT } from "#lib/infra/providers/turkeysms/codes";

const A_MINUTE_MS = 60_000;

/** The fields of an answer, those under `data` beside those at the top. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * What an answer says. HTTP is transport only here, and a refusal comes with 200.
 *
 * `unclear`: lost, broken, a server's fault, or the text of a PHP array in spite of what was asked for.
 */
export type Reply = CallTrace &
  (
    | { readonly kind: "ok"; readonly code: string; readonly fields: Fields }
    | { readonly kind: "code"; readonly code: string }
    | { readonly kind: "limited"; readonly retryAfterMs: number }
    | { readonly kind: "unclear"; readonly detail: string }
    | { readonly kind: "not_sent"; readonly detail: string }
  );

function truth(value: unknown): boolean | null {
  if (value === true || value === "true" || value === 1 || value === "1") return true;
  if (value === false || value === "false" || value === 0 || value === "0") return false;
  return null;
}

function codeOf(value: unknown): string {
  return typeof value === "string" && /^TS-\d{4}$/.test(value) ? value : "";
}

/** Reads an answer. */
export function readReply(outcome: HttpOutcome, now: Date): Reply {
  if (outcome.kind === "not_sent")
    return { httpStatus: null, requestId: null, kind: "not_sent", detail: outcome.cause };
  if (outcome.kind === "lost") {
    return { httpStatus: outcome.status, requestId: null, kind: "unclear", detail: outcome.cause };
  }
  const { status, body, headers } = outcome;
  const trace = { httpStatus: status, requestId: null };
  if (status >= 500 || status === 408) return { ...trace, kind: "unclear", detail: `http_${status}` };
  const wire = readObject(body);
  const code = codeOf(wire?.result_code);
  const result = truth(wire?.result);
  // Its next version puts the refusal into the status as well; there it needs no word beside the code.
  const isRefused = result === false || (result === null && status >= 400);
  if (code === MINUTE_LIMIT && isRefused) return { ...trace, kind: "limited", retryAfterMs: A_MINUTE_MS };
  if (code !== "" && isRefused) return { ...trace, kind: "code", code };
  if (status === 429) {
    return { ...trace, kind: "limited", retryAfterMs: retryAfterMs(headers["retry-after"], now) ?? A_MINUTE_MS };
  }
  if (status >= 400) return { ...trace, kind: "code", code: `http_${status}` };
  if (wire !== null && result === true) {
    return { ...trace, kind: "ok", code, fields: isObject(wire.data) ? { ...wire.data, ...wire } : wire };
  }
  return { ...trace, kind: "unclear", detail: body.startsWith("Array") ? "php_text" : "unreadable" };
}
