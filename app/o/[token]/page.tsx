import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { OptOutForm } from "#components/consent/opt-out-form";
import { PlainPage } from "#components/shell/plain-page";
import { maskMsisdn } from "#lib/domain/contacts/model";
import { findOptOutPage, isOptOutExample } from "#lib/gate/opt-out";
import { clientTexts } from "#lib/i18n/client-texts";
import { linkLocale } from "../../_parts/link-locale";
import { PreferenceControls } from "../../preferences/controls";
import { optOutAction } from "./actions";

interface OptOutPageProps {
  params: Promise<{ token: string }>;
}

const pageOf = cache(findOptOutPage);

export async function generateMetadata({ params }: OptOutPageProps): Promise<Metadata> {
  const page = await pageOf((await params).token);
  const t = await getTranslations({ locale: await linkLocale(page?.locale ?? null), namespace: "optOut" });
  return { title: t("meta"), robots: { index: false } };
}

/** Looking at it changes nothing: what opens links beforehand refuses nothing. */
export default async function OptOutPage({ params }: OptOutPageProps) {
  const { token } = await params;
  if (isOptOutExample(token)) return <ExamplePage />;
  const page = await pageOf(token);
  if (page === null) notFound();
  const locale = await linkLocale(page.locale);
  return (
    <PlainPage controls={<PreferenceControls locale={locale} />}>
      <NextIntlClientProvider locale={locale} messages={clientTexts(locale, ["optOut"])}>
        <div lang={locale}>
          <OptOutForm
            code={token}
            brand={page.brand}
            masked={page.person === null ? null : maskMsisdn(page.person.msisdn)}
            action={optOutAction}
          />
        </div>
      </NextIntlClientProvider>
    </PlainPage>
  );
}

/** What the address of a test shows. */
async function ExamplePage() {
  const t = await getTranslations("optOut");
  return (
    <PlainPage controls={<PreferenceControls />}>
      <div className="card stack p-6">
        <h1>{t("example")}</h1>
        <p>{t("exampleText")}</p>
      </div>
    </PlainPage>
  );
}
