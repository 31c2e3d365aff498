import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FirstOwnerForm } from "#components/accounts/first-owner-form";
import { ClientTexts } from "#components/shell/client-texts";
import { SplitPage } from "#components/shell/split-page";
import { hasUsers } from "#lib/domain/accounts/queries";
import { instanceFacts, readPublic } from "#lib/gate/instance";
import { PreferenceControls } from "../../preferences/controls";
import { createFirstOwnerAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.welcome");
  return { title: t("title") };
}

export default async function WelcomePage() {
  if (await readPublic(hasUsers)) redirect("/");
  const t = await getTranslations("auth");
  return (
    <SplitPage controls={<PreferenceControls />}>
      <div>
        <h1>{t("welcome.title")}</h1>
        <p className="muted">{t("welcome.text")}</p>
        <p className="muted">{t("home", { host: instanceFacts().host })}</p>
      </div>
      <ClientTexts also={["auth"]}>
        <FirstOwnerForm action={createFirstOwnerAction} />
      </ClientTexts>
    </SplitPage>
  );
}
