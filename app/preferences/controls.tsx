import { cookies } from "next/headers";
import { LocaleSwitch } from "#components/ui/locale-switch";
import { ThemeToggle } from "#components/ui/theme-toggle";
import { chooseLocaleAction, chooseThemeAction } from "./actions";
import { parseTheme, THEME_COOKIE } from "./theme";

/** The two switches that stand at the top of every page. */
export async function PreferenceControls() {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <>
      <ThemeToggle theme={theme} action={chooseThemeAction} />
      <LocaleSwitch action={chooseLocaleAction} />
    </>
  );
}
