import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { OptOutForm } from "#components/consent/opt-out-form";
import { PlainPage } from "#components/shell/plain-page";
import { maskMsisdn } from "#lib/domain/contacts/model";
import { findOptOutPage, isOptOutExample } from "#lib/gate/opt-out";
import { clientTexts } from "#lib/i18n/client-texts";
import { LOCALE_COOKIE } from "#lib/i18n/locale";
import { PreferenceControls } from "../../preferences/controls";
import { optOutAction } from "./actions";

interface OptOutPageProps {
  params: Promise<{ token: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("optOut");
  return { title: t("meta"), robots: { index: false } };
}

/** Looking at it changes nothing: what opens links beforehand refuses nothing. */
export default async function OptOutPage({ params }: OptOutPageProps) {
  const { token } = await params;
  if (isOptOutExample(token)) return <ExamplePage />;
  const page = await findOptOutPage(token);
  if (page === null) notFound();
  // Whoever switched the language keeps it; everybody else reads that of the workspace.
  const locale = (await cookies()).has(LOCALE_COOKIE) ? await getLocale() : page.locale;
  return (
    <PlainPage controls={<PreferenceControls />}>
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
