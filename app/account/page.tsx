import LogOut from "lucide-react/icons/log-out";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { PasswordForm } from "#components/accounts/password-form";
import { ProfileForm } from "#components/accounts/profile-form";
import { ClientTexts } from "#components/shell/client-texts";
import { PlainPage } from "#components/shell/plain-page";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Icon } from "#components/ui/icon";
import { PageHead } from "#components/ui/page-head";
import { Segmented } from "#components/ui/segmented";
import { SubmitButton } from "#components/ui/submit-button";
import { listDevices } from "#lib/domain/accounts/queries";
import { readOwn } from "#lib/gate/instance";
import { requireUser } from "#lib/gate/user";
import { chooseThemeAction } from "../preferences/actions";
import { PreferenceControls } from "../preferences/controls";
import { parseTheme, THEME_COOKIE } from "../preferences/theme";
import { DevicesCard } from "./_parts/devices-card";
import { changePasswordAction, signOutAction, updateProfileAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const user = await requireUser();
  const devices = await readOwn(user.id, (tx) => listDevices(tx, user.id));
  const t = await getTranslations("account");
  return (
    <PlainPage wide controls={<PreferenceControls />}>
      <ClientTexts also={["account", "auth"]}>
        <div className="stack stack-5">
          <PageHead title={t("title")} text={user.email} parent={{ href: "/", label: t("back") }}>
            <form action={signOutAction}>
              <SubmitButton icon={<Icon of={LogOut} />}>{t("signOut")}</SubmitButton>
            </form>
          </PageHead>
          <Card>
            <CardHeader title={t("profile.title")} />
            <CardBody>
              <ProfileForm action={updateProfileAction} name={user.name} email={user.email} locale={user.locale} />
            </CardBody>
          </Card>
          <ThemeCard />
          <Card>
            <CardHeader title={t("password.title")} />
            <CardBody className="stack">
              <p className="sm muted">{t("password.text")}</p>
              <PasswordForm action={changePasswordAction} email={user.email} />
            </CardBody>
          </Card>
          <DevicesCard devices={devices} currentId={user.sessionId} />
        </div>
      </ClientTexts>
    </PlainPage>
  );
}

async function ThemeCard() {
  const t = await getTranslations("account.theme");
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  const options = (["light", "dark", "system"] as const).map((value) => ({ value, label: t(value) }));
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody>
        <form action={chooseThemeAction} className="row wrap">
          <Segmented key={theme} label={t("label")} name="theme" defaultValue={theme} options={options} />
          <SubmitButton>{t("save")}</SubmitButton>
        </form>
      </CardBody>
    </Card>
  );
}
