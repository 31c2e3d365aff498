import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainPage } from "#components/shell/plain-page";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { parseStrayOutcome } from "#lib/domain/connections/outcomes";
import { PreferenceControls } from "../../preferences/controls";

interface StrayPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("connections.stray");
  return { title: t("title") };
}

// For a return that belongs to no workspace this person may be told about. It names none.
export default async function StrayConnectPage({ searchParams }: StrayPageProps) {
  const outcome = parseStrayOutcome((await searchParams).outcome);
  const t = await getTranslations("connections.stray");
  const isSignedOut = outcome === "signed_out";
  return (
    <PlainPage controls={<PreferenceControls />}>
      <EmptyState heading="h1" title={t("title")} text={t(outcome)}>
        <LinkButton look="primary" href={isSignedOut ? "/sign-in" : "/"}>
          {t(isSignedOut ? "signIn" : "home")}
        </LinkButton>
      </EmptyState>
    </PlainPage>
  );
}
