"use server";

import { cookies } from "next/headers";
import { checkOrigin } from "#lib/gate/enter";
import { LOCALE_COOKIE, parseLocale } from "#lib/i18n/locale";
import { KEYS_COOKIE, parseTheme, THEME_COOKIE } from "./theme";

// A choice of looks, not of rights: anyone may make it, signed in or not, and it is kept in the browser alone. Both work
// as plain form posts before any script has run.
const KEEP_SECONDS = 365 * 24 * 60 * 60;
const keep = { path: "/", maxAge: KEEP_SECONDS, sameSite: "lax", httpOnly: true } as const;

export async function chooseLocaleAction(form: FormData): Promise<void> {
  await checkOrigin();
  const locale = parseLocale(String(form.get("locale")));
  if (locale !== undefined) (await cookies()).set(LOCALE_COOKIE, locale, keep);
}

export async function chooseThemeAction(form: FormData): Promise<void> {
  await checkOrigin();
  const theme = parseTheme(form.get("theme"));
  const jar = await cookies();
  if (theme === "system") jar.delete(THEME_COOKIE);
  else jar.set(THEME_COOKIE, theme, keep);
}

export async function chooseKeysAction(form: FormData): Promise<void> {
  await checkOrigin();
  const jar = await cookies();
  if (form.get("keys") === "off") jar.set(KEYS_COOKIE, "off", keep);
  else jar.delete(KEYS_COOKIE);
}
