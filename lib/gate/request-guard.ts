import { DomainError } from "#lib/domain/errors";
import { isKnownHost } from "#lib/infra/browser-policy";
import { env } from "#lib/infra/env";

/** What a route takes as its body: nothing but JSON, or a file as it is. */
export interface BodyRule {
  readonly types: "json" | "file" | "form";
  readonly bytes: number;
}

/** For routes that say nothing else: a little JSON. */
export const SMALL_JSON: BodyRule = { types: "json", bytes: 64 * 1024 };

const TYPES: Record<BodyRule["types"], RegExp> = {
  json: /^application\/json$/,
  form: /^application\/(x-www-form-urlencoded|json)$/,
  // Everything but what the form of another site can send by itself; pasted text comes as plain text.
  file: /^(?!application\/x-www-form-urlencoded$|multipart\/form-data$)/,
};

/**
 * Refuses a request that was meant for another host. Pages have this from the proxy; routes of /api are not behind it.
 *
 * @throws DomainError `request.wrong_host`.
 */
export function checkHost(headers: Headers): void {
  const claimed = [headers.get("host"), headers.get("x-forwarded-host")];
  if (!isKnownHost(claimed, new URL(env().appUrl))) throw new DomainError("request.wrong_host");
}

/**
 * Refuses a body of unknown length or too long before a byte of it is read; its length is the answer.
 *
 * @throws DomainError `upload.length_required`, `request.too_large`.
 */
export function checkLength(headers: Headers, limit: number): number {
  const length = headers.get("content-length");
  if (length === null && headers.has("transfer-encoding")) throw new DomainError("upload.length_required");
  const bytes = Number(length ?? 0);
  if (!(bytes <= limit)) throw new DomainError("request.too_large", { limit });
  return bytes;
}

/**
 * Refuses a body before a byte of it is read: one of a type that the route does not take, of unknown length, too long.
 *
 * @throws DomainError `request.wrong_type`, `upload.length_required`, `request.too_large`.
 */
export function checkBody(headers: Headers, rule: BodyRule): void {
  const bytes = checkLength(headers, rule.bytes);
  const essence = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (essence !== undefined && !TYPES[rule.types].test(essence)) throw new DomainError("request.wrong_type");
  if (essence === undefined && bytes > 0 && rule.types !== "file") throw new DomainError("request.wrong_type");
}
