import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OptOutForm } from "#components/consent/opt-out-form";
import { ClientTexts } from "#components/shell/client-texts";
import { PlainPage } from "#components/shell/plain-page";
import { findOptOutPage } from "#lib/gate/opt-out";
import { PreferenceControls } from "../../preferences/controls";
import { optOutAction } from "./actions";

interface OptOutPageProps {
  params: Promise<{ token: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("optOut");
  return { title: t("meta"), robots: { index: false } };
}

export default async function OptOutPage({ params }: OptOutPageProps) {
  const { token } = await params;
  const page = await findOptOutPage(token);
  if (page === null) notFound();
  return (
    <PlainPage controls={<PreferenceControls />}>
      <ClientTexts also={["optOut"]}>
        <OptOutForm code={token} brand={page.brand} action={optOutAction} />
      </ClientTexts>
    </PlainPage>
  );
}
