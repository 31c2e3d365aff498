import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainPage } from "#components/shell/plain-page";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { PreferenceControls } from "./preferences/controls";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("states.notFound");
  return { title: t("title") };
}

// One page for what does not exist and for what belongs to somebody else: telling them apart would say that it exists.
export default async function NotFound() {
  const t = await getTranslations("states.notFound");
  return (
    <PlainPage controls={<PreferenceControls />}>
      <EmptyState heading="h1" title={t("title")} text={t("text")}>
        <LinkButton href="/">{t("home")}</LinkButton>
      </EmptyState>
    </PlainPage>
  );
}
