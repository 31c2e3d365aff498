import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { DomainError, type ErrorDetail, isErrorCode } from "#lib/domain/errors";
import { messageKey } from "#lib/gate/messages";
import type { Locale } from "#lib/i18n/locale";
import { TooManyHashes } from "#lib/infra/crypto/password-hash";
import { log } from "#lib/infra/log";
import { currentRequestId, newRequestId } from "#lib/infra/request-id";

/** What a browser learns of a refusal: words in its language, never an inner message. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** Words per form field, where the input itself was wrong. */
  readonly fields: Readonly<Record<string, string>>;
  /** Finds the case in the log. */
  readonly reference: string;
}

/** The answer of an action: its result, or why not. */
export type ActionResult<T> =
  | { readonly ok: true; readonly result: T }
  | { readonly ok: false; readonly error: Refusal };

/** Puts any throw into words, those of the request unless others are asked for. What is not a known refusal is logged under the reference and said in general words. */
export async function refusalOf(thrown: unknown, locale?: Locale): Promise<Refusal> {
  const error = thrown instanceof TooManyHashes ? new DomainError("request.busy") : thrown;
  const reference = currentRequestId() ?? newRequestId();
  const t = await getTranslations({ namespace: "errors", locale: locale ?? (await getLocale()) });
  if (error instanceof DomainError) {
    return { code: error.code, message: t(messageKey(error.code), placed(error.detail)), fields: {}, reference };
  }
  if (error instanceof z.ZodError) {
    const fields: Record<string, string> = {};
    for (const issue of error.issues) {
      // A schema that knows better than "not valid" names a code of the product, with its detail in `params`.
      const words =
        issue.code === "custom" && isErrorCode(issue.message)
          ? t(messageKey(issue.message), placed((issue.params ?? {}) as ErrorDetail))
          : t(issue.code === "too_big" ? "field_too_long" : "field_not_valid");
      fields[issue.path.join(".")] ??= words;
    }
    return { code: "input.not_valid", message: t("input_not_valid"), fields, reference };
  }
  log.error({ err: error, reference }, "request failed");
  return { code: "unexpected", message: t("unexpected", { reference }), fields: {}, reference };
}

/** The detail of a refusal as values that a sentence can hold. */
function placed(detail: ErrorDetail): Record<string, string | number> {
  const values = Object.entries(detail).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.join(", ") : (value ?? ""),
  ]);
  return Object.fromEntries(values) as Record<string, string | number>;
}
