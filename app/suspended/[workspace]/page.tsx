import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PlainPage } from "#components/shell/plain-page";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { suspendedWorkspace } from "#lib/gate/page";
import { PreferenceControls } from "../../preferences/controls";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("workspaces.suspended");
  return { title: t("title") };
}

// Where members of a workspace land that the operator of the instance has closed.
export default async function SuspendedPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const workspace = await suspendedWorkspace(slug);
  if (workspace === null) redirect("/");
  const t = await getTranslations("workspaces.suspended");
  return (
    <PlainPage controls={<PreferenceControls />}>
      <EmptyState heading="h1" title={t("title")} text={t("text", { name: workspace.workspaceName })}>
        <LinkButton look="primary" href={`/w/${slug}`}>
          {t("again")}
        </LinkButton>
        <LinkButton href="/account">{t("account")}</LinkButton>
      </EmptyState>
    </PlainPage>
  );
}
