import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { MailStopForm } from "#components/reports/mail-stop-form";
import { PlainPage } from "#components/shell/plain-page";
import { findMailStop } from "#lib/gate/mail-stop";
import { clientTexts } from "#lib/i18n/client-texts";
import { linkLocale } from "../../_parts/link-locale";
import { PreferenceControls } from "../../preferences/controls";
import { stopMailAction } from "./actions";

interface MailStopPageProps {
  params: Promise<{ token: string }>;
}

const stopOf = cache(findMailStop);

export async function generateMetadata({ params }: MailStopPageProps): Promise<Metadata> {
  const stop = await stopOf((await params).token);
  const t = await getTranslations({ locale: await linkLocale(stop?.locale ?? null), namespace: "mailStop" });
  return { title: t("meta"), robots: { index: false, follow: false }, referrer: "no-referrer" };
}

/** Looking at it changes nothing: what opens the links of a mail beforehand turns nothing off. */
export default async function MailStopPage({ params }: MailStopPageProps) {
  const { token } = await params;
  const stop = await stopOf(token);
  if (stop === null) notFound();
  const locale = await linkLocale(stop.locale);
  return (
    <PlainPage controls={<PreferenceControls locale={locale} />}>
      <NextIntlClientProvider locale={locale} messages={clientTexts(locale, ["mailStop"])}>
        <div lang={locale}>
          <MailStopForm token={token} workspace={stop.workspace} action={stopMailAction} />
        </div>
      </NextIntlClientProvider>
    </PlainPage>
  );
}
