import type { Locale } from "#lib/i18n/locale";
import { type Messages, messagesOf, type Namespace } from "#lib/i18n/messages";

/** Texts that controls and the shell need in every browser. */
const everywhere = ["common", "shell", "states"] as const satisfies Namespace[];

/**
 * The texts a page hands to the browser: what is needed everywhere, and the namespaces its own client components use.
 * Texts of server components never travel.
 */
export function clientTexts(locale: Locale, also: readonly Namespace[] = []): Partial<Messages> {
  const all = messagesOf(locale);
  return Object.fromEntries([...everywhere, ...also].map((name) => [name, all[name]]));
}
