import CircleAlert from "lucide-react/icons/circle-alert";
import LogOut from "lucide-react/icons/log-out";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProfileForm } from "#components/accounts/profile-form";
import { ClientTexts } from "#components/shell/client-texts";
import { PlainPage } from "#components/shell/plain-page";
import { Banner } from "#components/ui/banner";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Icon } from "#components/ui/icon";
import { PageHead } from "#components/ui/page-head";
import { SubmitButton } from "#components/ui/submit-button";
import { listSecurityEvents, readSafety } from "#lib/domain/accounts/account-queries";
import { listDevices } from "#lib/domain/accounts/queries";
import { signInProblem } from "#lib/domain/accounts/security";
import { instanceFacts, readOwn } from "#lib/gate/instance";
import { requireUser } from "#lib/gate/user";
import { PreferenceControls } from "../preferences/controls";
import { DevicesCard } from "./_parts/devices-card";
import { EventsCard } from "./_parts/events-card";
import { PasskeysCard } from "./_parts/passkeys-card";
import { KeysCard, ThemeCard } from "./_parts/preference-cards";
import { AuthenticatorCard, ElsewhereCard, PasswordCard } from "./_parts/safety-cards";
import { signOutAction, updateProfileAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

interface AccountPageProps {
  searchParams: Promise<{ error?: string | string[] }>;
}

export default async function AccountPage({ searchParams }: AccountPageProps) {
  const user = await requireUser();
  const problem = signInProblem((await searchParams).error);
  const { host, canHavePasskeys, elsewhere } = instanceFacts();
  const { devices, safety, events } = await readOwn(user.id, async (tx) => ({
    devices: await listDevices(tx, user.id),
    safety: await readSafety(tx, user.id, elsewhere?.issuer ?? null),
    events: await listSecurityEvents(tx, user.id),
  }));
  const t = await getTranslations("account");
  const errors = await getTranslations("errors");
  return (
    <PlainPage wide controls={<PreferenceControls />}>
      <ClientTexts also={["account", "auth"]}>
        <div className="stack stack-5">
          <PageHead title={t("title")} text={user.email} parent={{ href: "/", label: t("back") }}>
            <form action={signOutAction}>
              <SubmitButton icon={<Icon of={LogOut} />}>{t("signOut")}</SubmitButton>
            </form>
          </PageHead>
          {problem !== null && (
            <Banner tone="bad" live="alert" icon={<Icon of={CircleAlert} />}>
              {errors(problem)}
            </Banner>
          )}
          <Card id="profile">
            <CardHeader title={t("profile.title")} />
            <CardBody>
              <ProfileForm action={updateProfileAction} name={user.name} email={user.email} locale={user.locale} />
            </CardBody>
          </Card>
          <ThemeCard />
          <KeysCard />
          <PasswordCard hasPassword={safety.hasPassword} email={user.email} />
          <AuthenticatorCard safety={safety} host={host} />
          <PasskeysCard passkeys={safety.passkeys} isAble={canHavePasskeys} />
          {elsewhere !== null && <ElsewhereCard name={elsewhere.name} isLinked={safety.isLinked} />}
          <DevicesCard devices={devices} currentId={user.sessionId} />
          <EventsCard events={events} />
        </div>
      </ClientTexts>
    </PlainPage>
  );
}
