import type { HttpAnswer } from "#lib/infra/http-outcome";
import type { MessageOutcome } from "#lib/infra/providers/driver";
import { isObject, readObject } from "#lib/infra/providers/json-object";
import type { CallTrace, RefusalReason } from "#lib/infra/providers/outcome";
import { providerCode, providerText } from "#lib/infra/providers/provider-text";

/** Codes of the wire, compared without regard to case: HTTP errors write them small, message errors in capitals. */
const REASON_OF_CODE: ReadonlyMap<string, RefusalReason> = new Map(
  Object.entries({
    invalid_api_key: "key_invalid",
    no_active_plan: "no_active_plan",
    quota_exceeded: "quota_exceeded",
    insufficient_scope: "scope_missing",
    validation_error: "not_valid",
    payload_too_large: "not_valid",
    template_not_found: "not_valid",
    template_variable_missing: "not_valid",
    sender_not_approved: "sender_not_approved",
    provider_not_connected: "provider_not_connected",
    invalid_recipient: "invalid_recipient",
    provider_rejected: "provider_rejected",
    provider_unavailable: "provider_unavailable",
    insufficient_provider_credit: "provider_credit",
    iys_blocked: "no_consent_at_provider",
  } satisfies Record<string, RefusalReason>),
);

/** What a status means when its code says nothing we know. */
const REASON_OF_STATUS: ReadonlyMap<number, RefusalReason> = new Map([
  [400, "not_valid"],
  [401, "key_invalid"],
  [402, "quota_exceeded"],
  [403, "scope_missing"],
  [413, "not_valid"],
  [422, "not_valid"],
] as const);

/** The code of an `error` field, which is a string in HTTP errors and `{ code, message }` in message errors. */
export function errorCode(error: unknown): string {
  return providerCode(isObject(error) ? error.code : error);
}

/** The raw code of an answer that is an error, or its status where it names none. */
export function answerCode(answer: HttpAnswer): string {
  const code = errorCode(readObject(answer.body)?.error);
  return code === "" ? `http_${answer.status}` : code;
}

/**
 * Why an answer of status 4xx refuses. The status decides, except for the plan gate, which may come under other statuses;
 * the code refines.
 */
export function refusalReason(answer: HttpAnswer): RefusalReason {
  const known = REASON_OF_CODE.get(answerCode(answer).toLowerCase());
  if (answer.status === 401) return "key_invalid";
  return known ?? REASON_OF_STATUS.get(answer.status) ?? "other";
}

/** The scope that an answer asks for (RFC 6750 3.1), where it names one. */
export function missingScope(answer: HttpAnswer): string | null {
  const named = /(?:^|[\s,])scope="([^"]*)"/.exec(answer.headers["www-authenticate"] ?? "")?.[1];
  return named === undefined || named === "" ? null : providerText(named, 100);
}

/**
 * What a failed item of a batch means. The plan gate inside a batch defers: the person is free to send it once there is
 * quota again. Everything else is final for this message.
 */
export function itemRefusal(error: unknown): MessageOutcome {
  const code = errorCode(error);
  const reason = REASON_OF_CODE.get(code.toLowerCase()) ?? "other";
  const kind = reason === "quota_exceeded" || reason === "no_active_plan" ? "deferred" : "refused";
  return { kind, reason, providerCode: code === "" ? "failed" : code };
}

/** What the wire said besides the outcome. */
export function traceOf(answer: HttpAnswer): CallTrace {
  const requestId = providerCode(answer.headers["x-request-id"]);
  return { httpStatus: answer.status, requestId: requestId === "" ? null : requestId };
}
