import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { defaultTimeZone, formats } from "#lib/i18n/formats";
import { chooseLocale, LOCALE_COOKIE } from "#lib/i18n/locale";
import { messagesOf } from "#lib/i18n/messages";

const isLive = process.env.NODE_ENV === "production" && process.env.NEXT_PHASE !== "phase-production-build";

export default getRequestConfig(async ({ locale: asked }) => {
  const locale =
    asked ?? chooseLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get("accept-language"));
  return {
    locale,
    messages: messagesOf(locale),
    formats,
    timeZone: defaultTimeZone,
    onError(error) {
      // A text that cannot be shown stops a test or a build; a person who meets one still gets the rest of the page.
      if (!isLive) throw error;
      console.error(error.message);
    },
  };
});
