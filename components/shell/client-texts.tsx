import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { clientTexts } from "#lib/i18n/client-texts";
import type { Namespace } from "#lib/i18n/messages";

/** Gives the client components inside it the texts of more namespaces than the three every page has. */
export async function ClientTexts({ also, children }: { also: readonly Namespace[]; children: ReactNode }) {
  return <NextIntlClientProvider messages={clientTexts(await getLocale(), also)}>{children}</NextIntlClientProvider>;
}
