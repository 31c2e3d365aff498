/** Languages of the interface; Turkish is written first and is the fallback. */
export const locales = ["tr", "en"] as const;

/** A language of the interface. */
export type Locale = (typeof locales)[number];

/** What is spoken where nothing says otherwise. */
const defaultLocale: Locale = "tr";

/** Name of the cookie that keeps a person's choice before and between sign-ins. */
export const LOCALE_COOKIE = "locale";

/** Reads a language from outside; undefined when it is not one of ours. */
export function parseLocale(value: string | undefined | null): Locale | undefined {
  return locales.find((locale) => locale === value);
}

/**
 * The language to answer in: the person's own choice, else the best of what the browser asks for, else Turkish.
 *
 * @param chosen Value of the cookie, unchecked.
 * @param accepted Value of Accept-Language, unchecked (RFC 9110 12.5.4); `q=0` means never.
 */
export function chooseLocale(chosen: string | undefined, accepted: string | null): Locale {
  return parseLocale(chosen) ?? preferredLocale(accepted ?? "") ?? defaultLocale;
}

function preferredLocale(accepted: string): Locale | undefined {
  const wishes = accepted.split(",").flatMap((part) => {
    const [tag = "", ...parameters] = part.trim().split(";");
    const weight = Number(
      parameters
        .find((one) => one.trim().startsWith("q="))
        ?.trim()
        .slice(2) ?? "1",
    );
    const locale = parseLocale(tag.trim().toLowerCase().split("-")[0]);
    return locale !== undefined && weight > 0 ? [{ locale, weight }] : [];
  });
  return wishes.toSorted((a, b) => b.weight - a.weight)[0]?.locale;
}
