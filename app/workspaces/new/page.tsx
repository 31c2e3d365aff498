import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ClientTexts } from "#components/shell/client-texts";
import { SplitPage } from "#components/shell/split-page";
import { NewWorkspaceForm } from "#components/workspaces/new-workspace-form";
import { DEFAULT_ZONE, zoneChoices } from "#lib/domain/workspaces/zones";
import { instanceFacts } from "#lib/gate/instance";
import { workspacesOf } from "#lib/gate/scope";
import { requireUser } from "#lib/gate/user";
import { PreferenceControls } from "../../preferences/controls";
import { createWorkspaceAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("workspaces.create");
  return { title: t("more") };
}

export default async function NewWorkspacePage() {
  const user = await requireUser();
  const isFirst = (await workspacesOf(user.id)).length === 0;
  const t = await getTranslations("workspaces");
  return (
    <SplitPage controls={<PreferenceControls />}>
      <div>
        <h1>{t(isFirst ? "create.title" : "create.more")}</h1>
        <p className="muted">{t("create.text")}</p>
      </div>
      <ClientTexts also={["workspaces"]}>
        <NewWorkspaceForm
          action={createWorkspaceAction}
          address={instanceFacts().address}
          zones={zoneChoices()}
          zone={DEFAULT_ZONE}
          locale={await getLocale()}
        />
      </ClientTexts>
      <p className="sm muted text-center">
        {isFirst ? (
          <Link href="/account">{t("chooser.signedInAs", { email: user.email })}</Link>
        ) : (
          <Link href="/">{t("create.cancel")}</Link>
        )}
      </p>
    </SplitPage>
  );
}
