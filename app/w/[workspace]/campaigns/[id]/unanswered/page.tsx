import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CampaignBadge } from "#components/campaigns/campaign-badge";
import { ClientTexts } from "#components/shell/client-texts";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { unansweredCalls } from "#lib/domain/campaigns/unknown-queries";
import { openPage } from "#lib/gate/page";
import { AllCalls, CallCard } from "./_parts/call-card";

interface UnansweredPageProps {
  params: Promise<{ workspace: string; id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("unanswered");
  return { title: t("title") };
}

/** The calls of a campaign whose answers were lost, what is known of each, and a person's decision. */
export default async function UnansweredPage({ params }: UnansweredPageProps) {
  const { workspace, id } = await params;
  const { scope, read } = await openPage(workspace, "workspace:read");
  const unanswered = await read((tx) => unansweredCalls(tx, id));
  if (unanswered === null) notFound();
  const t = await getTranslations("unanswered");
  const path = `/w/${workspace}/campaigns/${unanswered.campaignId}`;
  return (
    <ClientTexts also={["unanswered"]}>
      <div className="page stack stack-5">
        <PageHead
          title={t("title")}
          parent={{ href: path, label: unanswered.name }}
          state={<CampaignBadge state={unanswered.state} />}
          text={t("text")}
        />
        {unanswered.calls.length === 0 && (
          <EmptyState heading="h2" title={t("empty.title")} text={t("empty.text")}>
            <LinkButton href={path}>{t("empty.back")}</LinkButton>
          </EmptyState>
        )}
        {unanswered.calls.length > 1 && <AllCalls unanswered={unanswered} scope={scope} />}
        {unanswered.calls.map((call, index) => (
          <CallCard key={call.id} call={call} no={index + 1} unanswered={unanswered} scope={scope} />
        ))}
      </div>
    </ClientTexts>
  );
}
