import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MailForm } from "#components/accounts/mail-form";
import { ClientTexts } from "#components/shell/client-texts";
import { SplitPage } from "#components/shell/split-page";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { RESET_MINUTES } from "#lib/domain/accounts/model";
import { hasUsers } from "#lib/domain/accounts/queries";
import { acceptsSignUps, instanceFacts, readPublic } from "#lib/gate/instance";
import { currentUser } from "#lib/gate/user";
import { PreferenceControls } from "../../preferences/controls";
import { signUpAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.signUp");
  return { title: t("title") };
}

export default async function SignUpPage() {
  if ((await currentUser()) !== null) redirect("/");
  if (!(await readPublic(hasUsers))) redirect("/welcome");
  return (
    <SplitPage controls={<PreferenceControls />}>
      <SignUp />
    </SplitPage>
  );
}

async function SignUp() {
  const t = await getTranslations("auth");
  const { canMail } = instanceFacts();
  const isSignUpOpen = await acceptsSignUps();
  if (!isSignUpOpen || !canMail) {
    return (
      <EmptyState
        heading="h1"
        title={t(isSignUpOpen ? "reset.noMailTitle" : "signUp.closedTitle")}
        text={t(isSignUpOpen ? "signUp.noMailText" : "signUp.closedText")}
      >
        <LinkButton href="/sign-in">{t("signUp.toSignIn")}</LinkButton>
      </EmptyState>
    );
  }
  return (
    <ClientTexts also={["auth"]}>
      <MailForm kind="signUp" action={signUpAction} minutes={RESET_MINUTES}>
        <p className="sm muted text-center">
          {t.rich("signUp.have", { link: (words) => <Link href="/sign-in">{words}</Link> })}
        </p>
      </MailForm>
    </ClientTexts>
  );
}
