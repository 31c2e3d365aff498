import Plus from "lucide-react/icons/plus";
import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { type ReactNode, Suspense } from "react";
import { ClientTexts } from "#components/shell/client-texts";
import { Card } from "#components/ui/card";
import { FailsAlone } from "#components/ui/fails-alone";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { SkeletonCard } from "#components/ui/skeleton";
import { firstSteps } from "#lib/domain/workspaces/first-steps-queries";
import { type OpenPage, openPage } from "#lib/gate/page";
import { AttentionCard } from "./_parts/attention-card";
import { CampaignsCard } from "./_parts/campaigns-card";
import { ConnectionsCard, ProvidersCard } from "./_parts/connections-card";
import { FiguresCard } from "./_parts/figures-card";
import { FirstStepList } from "./_parts/first-steps";
import { QuotaCard } from "./_parts/quota-card";
import { SendersCard } from "./_parts/senders-card";

interface DashboardPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard");
  return { title: t("title") };
}

export default async function DashboardPage({ params }: DashboardPageProps) {
  const { workspace } = await params;
  const open = await openPage(workspace, "workspace:read");
  const taken = await open.read((tx) => firstSteps(tx));
  if (!taken.isConnected && !taken.hasSent) return <FirstRun open={open} taken={taken} />;
  const isNew = !(taken.isConnected && taken.hasSender && taken.hasPeople && taken.hasSent);
  return (
    <ClientTexts also={["connections"]}>
      <div className="page">
        <Head open={open} isPrimary={!isNew} />
        <div className="cols">
          <div className="col c8 self-stretch">
            {isNew ? <StepsCard open={open} taken={taken} /> : <Alone card={<FiguresCard open={open} />} />}
            <Alone card={<CampaignsCard open={open} />} />
          </div>
          <div className="col c4">
            <Alone card={<AttentionCard open={open} told={isNew && !taken.hasSender ? "no_sender" : undefined} />} />
            <Alone card={<QuotaCard open={open} />} />
          </div>
        </div>
        <div className="cols eq mt-6 max-tablet:mt-4">
          <Alone className="c4" card={<ConnectionsCard open={open} />} />
          <Alone className="c4" card={<ProvidersCard open={open} />} />
          <Alone className="c4" card={<SendersCard open={open} />} />
        </div>
      </div>
    </ClientTexts>
  );
}

/** A card that loads by itself and fails by itself. */
function Alone({ card, className }: { card: ReactNode; className?: string | undefined }) {
  return (
    <FailsAlone className={className}>
      <Suspense fallback={<SkeletonCard className={className} />}>{card}</Suspense>
    </FailsAlone>
  );
}

async function Head({ open: { scope }, isPrimary }: { open: OpenPage; isPrimary: boolean }) {
  const t = await getTranslations("dashboard");
  const format = await getFormatter();
  return (
    <PageHead title={t("title")} text={format.dateTime(new Date(), "weekday", { timeZone: scope.zone })}>
      {scope.may("campaigns:write") && (
        <LinkButton
          className="only-d"
          look={isPrimary ? "primary" : "secondary"}
          icon={<Icon of={Plus} />}
          href={`/w/${scope.slug}/campaigns/new`}
          prefetch={false}
        >
          {t("newCampaign")}
        </LinkButton>
      )}
    </PageHead>
  );
}

interface StepsProps {
  open: OpenPage;
  taken: Awaited<ReturnType<typeof firstSteps>>;
}

async function StepsCard({ open, taken }: StepsProps) {
  const t = await getTranslations("dashboard.steps");
  return (
    <Card aria-label={t("card")}>
      <FirstStepList scope={open.scope} taken={taken} />
    </Card>
  );
}

/** The whole page while there is no connection and nothing was ever sent. */
async function FirstRun({ open, taken }: StepsProps) {
  const t = await getTranslations("dashboard.steps");
  return (
    <ClientTexts also={["connections"]}>
      <div className="page">
        <PageHead title={t("title")} text={t("text")} />
        <div className="cols">
          <Card className="c8" aria-label={t("title")}>
            <FirstStepList scope={open.scope} taken={taken} />
          </Card>
        </div>
      </div>
    </ClientTexts>
  );
}
