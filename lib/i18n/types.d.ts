import type { formats } from "#lib/i18n/formats";
import type { Locale } from "#lib/i18n/locale";
import type { Messages } from "#lib/i18n/messages";

declare module "next-intl" {
  // With these a key, a language or a format that does not exist fails the type check.
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
    Formats: typeof formats;
  }
}
