import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { StartDraft } from "#components/campaigns/start-draft";
import { ClientTexts } from "#components/shell/client-texts";
import { PageHead } from "#components/ui/page-head";
import { openPage } from "#lib/gate/page";
import { createDraftAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("campaigns.start");
  return { title: t("title") };
}

export default async function NewCampaignPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const { scope } = await openPage(workspace, "campaigns:write");
  const t = await getTranslations("campaigns");
  const format = await getFormatter();
  const date = format.dateTime(new Date(), { dateStyle: "medium", timeZone: scope.zone });
  return (
    <div className="page">
      <PageHead title={t("start.title")} parent={{ href: `/w/${workspace}/campaigns`, label: t("list.title") }} />
      <ClientTexts also={["campaigns"]}>
        <StartDraft slug={workspace} name={t("start.name", { date })} create={createDraftAction} />
      </ClientTexts>
    </div>
  );
}
