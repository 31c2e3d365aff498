import { cookies } from "next/headers";
import { LocaleSwitch } from "#components/ui/locale-switch";
import { ThemeToggle } from "#components/ui/theme-toggle";
import type { Locale } from "#lib/i18n/locale";
import { chooseLocaleAction, chooseThemeAction } from "./actions";
import { parseTheme, THEME_COOKIE } from "./theme";

interface PreferenceControlsProps {
  /** The language of the page, where it is not that of the request. */
  locale?: Locale | undefined;
}

/** The two switches that stand at the top of every page. */
export async function PreferenceControls({ locale }: PreferenceControlsProps) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <>
      <ThemeToggle theme={theme} action={chooseThemeAction} />
      <LocaleSwitch locale={locale} action={chooseLocaleAction} />
    </>
  );
}
