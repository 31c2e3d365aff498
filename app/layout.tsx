import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ProofDesk } from "#components/accounts/proof-desk";
import { clientTexts } from "#lib/i18n/client-texts";
import { SiteNote } from "./_parts/site-note";
import { fontVariables } from "./fonts";
import { parseTheme, THEME_COOKIE } from "./preferences/theme";
import { proofActions } from "./proof/ways";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { default: t("product"), template: `%s · ${t("product")}` },
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#F6F2EE" },
    { media: "(prefers-color-scheme: dark)", color: "#100E0C" },
  ],
};

// Language and theme are read here, on the server, so that the first byte already has both and nothing flashes.
export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang={locale} data-theme={theme === "system" ? undefined : theme} className={fontVariables}>
      <body>
        <NextIntlClientProvider messages={clientTexts(locale)}>
          <SiteNote locale={locale} />
          {children}
          <ProofDesk actions={proofActions} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
