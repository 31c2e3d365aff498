import type { useFormatter, useTranslations } from "use-intl";
import { knownAction, shownDetails, shownValues } from "#lib/domain/audit/actions";
import type { AuditRow } from "#lib/domain/audit/model";

type Words = ReturnType<typeof useTranslations<"audit">>;
type Format = ReturnType<typeof useFormatter>;

/** One line of an entry's detail. */
export interface DetailLine {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

const isCode = (text: string) => /^[a-z][a-z0-9]*([._:-][a-z0-9]+)*$/.test(text);
/** Details that hold what people typed, which may look like a code. */
const isTyped = (key: string) => key === "key" || key === "name" || key === "remote" || key === "sheet";
const isPublicId = (text: string) => /^[a-z]{3}_[0-9A-Za-z]{22}$/.test(text);

function permissionOf(t: Words, text: string): string | null {
  const [noun, verb] = text.split(":");
  const key = `permission.${noun}.${verb}`;
  // A permission of another version has no words, and no raw code is shown for it.
  return t.has(key as Parameters<Words["has"]>[0]) ? t(key as Parameters<Words>[0]) : null;
}

function wordsOf(t: Words, format: Format, key: string, value: unknown): string | null {
  if (value === null) return t("none");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return format.number(value, "count");
  if (typeof value !== "string" || value === "" || isPublicId(value)) return null;
  if (key === "permission") return permissionOf(t, value);
  const known = shownValues.find((candidate) => candidate === value);
  if (known !== undefined) return t(`value.${known}`);
  return isCode(value) && !isTyped(key) ? null : value;
}

/** What was done, as a sentence without its subject. */
export function sentenceOf(t: Words, row: AuditRow): string {
  const action = knownAction(row.action);
  return action === null ? t("other") : t(`action.${action}`);
}

/** The details of an entry that have words; codes without words are left out. */
export function detailsOf(t: Words, format: Format, row: AuditRow): DetailLine[] {
  return shownDetails.flatMap((key) => {
    const value = row.detail[key];
    // Most entries have no reason, which is nothing to say.
    if (value === undefined || (key === "reason" && value === null)) return [];
    const words = wordsOf(t, format, key, value);
    return words === null ? [] : [{ key, label: t(`detail.${key}`), value: words }];
  });
}

/** Who acted: a person by name, one whose account is gone, or the product. */
export function actorOf(t: Words, row: AuditRow): string {
  if (row.actorId === null) return t("system");
  return row.actor ?? t("formerMember");
}

/** The number people quote when they ask about an entry. */
export function referenceOf(row: AuditRow): string {
  return row.seq === null ? "" : `#${row.seq}`;
}
