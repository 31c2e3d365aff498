import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import { LOCALE_COOKIE, type Locale } from "#lib/i18n/locale";

/**
 * The language of a page that a link of a message leads to, its title included: whoever switched theirs keeps it, everybody
 * else reads that of the link.
 *
 * @param own The language of the link; null where it has none.
 */
export async function linkLocale(own: Locale | null): Promise<Locale> {
  const isSwitched = (await cookies()).has(LOCALE_COOKIE);
  return (isSwitched ? null : own) ?? (await getLocale());
}
