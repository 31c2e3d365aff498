import CircleAlert from "lucide-react/icons/circle-alert";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ElsewhereForm } from "#components/accounts/elsewhere-form";
import { PasskeySignIn } from "#components/accounts/passkey-sign-in";
import { SignInForm } from "#components/accounts/sign-in-form";
import { ClientTexts } from "#components/shell/client-texts";
import { SplitPage } from "#components/shell/split-page";
import { Banner } from "#components/ui/banner";
import { Icon } from "#components/ui/icon";
import { hasUsers } from "#lib/domain/accounts/queries";
import { safeReturnPath } from "#lib/domain/accounts/return-path";
import { signInProblem } from "#lib/domain/accounts/security";
import { acceptsSignUps, instanceFacts, readPublic } from "#lib/gate/instance";
import { currentUser } from "#lib/gate/user";
import { PreferenceControls } from "../../preferences/controls";
import { beginPasskeySignInAction, signInAction, signInByPasskeyAction, signInElsewhereAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.signIn");
  return { title: t("title") };
}

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[]; error?: string | string[]; out?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next, error, out } = await searchParams;
  if ((await currentUser()) !== null) redirect(safeReturnPath(next, "/"));
  if (!(await readPublic(hasUsers))) redirect("/welcome");
  const t = await getTranslations("auth");
  const { host, canHavePasskeys, elsewhere } = instanceFacts();
  const wish = typeof next === "string" ? next : undefined;
  const isSignUpOpen = await acceptsSignUps();
  return (
    <SplitPage controls={<PreferenceControls />}>
      <div>
        <h1>{t("signIn.title")}</h1>
        <p className="muted">{t("home", { host })}</p>
      </div>
      {out === "everywhere" && <Banner live="status">{t("signIn.everywhere")}</Banner>}
      {error !== undefined && <FailedElsewhere error={error} />}
      <ClientTexts also={["auth"]}>
        <SignInForm action={signInAction} next={wish} />
        {(canHavePasskeys || elsewhere !== null) && <p className="or sm muted">{t("elsewhere.or")}</p>}
        {canHavePasskeys && (
          <PasskeySignIn ask={beginPasskeySignInAction} take={signInByPasskeyAction} next={safeReturnPath(next, "/")} />
        )}
        {elsewhere !== null && (
          <ElsewhereForm
            action={signInElsewhereAction}
            label={t("elsewhere.signIn", { name: elsewhere.name })}
            next={wish}
            block
          />
        )}
      </ClientTexts>
      <p className="sm muted text-center">
        {isSignUpOpen
          ? t.rich("signIn.noAccount", { link: (words) => <Link href="/sign-up">{words}</Link> })
          : t("signIn.closed")}
      </p>
    </SplitPage>
  );
}

// The login library, and the other sign-in server, send people here when a sign-in failed. Only what we know ourselves
// is said; anything else in that parameter is somebody's own text and is not shown.
async function FailedElsewhere({ error }: { error: string | string[] }) {
  const t = await getTranslations();
  const said = error === "CredentialsSignin" ? "account.wrong_password" : error;
  const code = signInProblem(said);
  return (
    <Banner tone="bad" live="alert" icon={<Icon of={CircleAlert} />}>
      {code === null ? t("auth.signIn.failed") : t(`errors.${code}`)}
    </Banner>
  );
}
