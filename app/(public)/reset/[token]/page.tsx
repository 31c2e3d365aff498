import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewPasswordForm } from "#components/accounts/new-password-form";
import { ClientTexts } from "#components/shell/client-texts";
import { SplitPage } from "#components/shell/split-page";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { findReset } from "#lib/domain/accounts/queries";
import { readPublic } from "#lib/gate/instance";
import { PreferenceControls } from "../../../preferences/controls";
import { resetPasswordAction } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.newPassword");
  return { title: t("title") };
}

// Opening the link uses nothing up: mail programs open links to look at them. Only the form does.
export default async function NewPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const reset = await readPublic((tx) => findReset(tx, token));
  const t = await getTranslations("auth.newPassword");
  return (
    <SplitPage controls={<PreferenceControls />}>
      {reset === null ? (
        <EmptyState heading="h1" title={t("goneTitle")} text={t("goneText")}>
          <LinkButton look="primary" href="/reset">
            {t("again")}
          </LinkButton>
        </EmptyState>
      ) : (
        <>
          <div>
            <h1>{t("title")}</h1>
            <p className="muted">{t("text", { email: reset.email })}</p>
          </div>
          <ClientTexts also={["auth"]}>
            <NewPasswordForm action={resetPasswordAction} token={token} email={reset.email} />
          </ClientTexts>
        </>
      )}
    </SplitPage>
  );
}
