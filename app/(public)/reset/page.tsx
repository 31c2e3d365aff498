import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { MailForm } from "#components/accounts/mail-form";
import { ClientTexts } from "#components/shell/client-texts";
import { SplitPage } from "#components/shell/split-page";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { RESET_MINUTES } from "#lib/domain/accounts/model";
import { instanceFacts } from "#lib/gate/instance";
import { PreferenceControls } from "../../preferences/controls";
import { requestResetAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.reset");
  return { title: t("title") };
}

export default async function ResetPage() {
  const t = await getTranslations("auth");
  return (
    <SplitPage controls={<PreferenceControls />}>
      {instanceFacts().canMail ? (
        <ClientTexts also={["auth"]}>
          <MailForm kind="reset" action={requestResetAction} minutes={RESET_MINUTES}>
            <p className="sm text-center">
              <Link href="/sign-in">{t("reset.back")}</Link>
            </p>
          </MailForm>
        </ClientTexts>
      ) : (
        <EmptyState heading="h1" title={t("reset.noMailTitle")} text={t("reset.noMailText")}>
          <LinkButton href="/sign-in">{t("reset.back")}</LinkButton>
        </EmptyState>
      )}
    </SplitPage>
  );
}
