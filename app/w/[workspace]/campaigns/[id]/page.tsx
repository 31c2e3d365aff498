import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { EvidenceFooter } from "#components/archives/evidence-footer";
import { ExportMenu } from "#components/archives/export-menu";
import { CampaignBadge } from "#components/campaigns/campaign-badge";
import { CampaignControls, HoldNotice } from "#components/campaigns/campaign-controls";
import { LiveProgress } from "#components/campaigns/live-progress";
import { MessagePanel } from "#components/messages/message-panel";
import { ResultCard } from "#components/reports/result-card";
import { ClientTexts } from "#components/shell/client-texts";
import { LinkTabs } from "#components/ui/link-tabs";
import { Note } from "#components/ui/note";
import { PageHead } from "#components/ui/page-head";
import { type CampaignState, isEditable, isFinalCampaign, isUnderReview } from "#lib/domain/campaigns/model";
import { type CampaignHead, handledOf, standing } from "#lib/domain/campaigns/report";
import { messageAddress } from "#lib/domain/messages/address";
import { MessageFilter } from "#lib/domain/messages/schema";
import { openPage } from "#lib/gate/page";
import type { Scope } from "#lib/gate/scope";
import { shownDetail, shownMessage } from "../../_parts/shown-message";
import { exportCampaignAction, exportEvidenceAction } from "../../exports/actions";
import { Activity } from "./_parts/activity";
import { FrozenMessage } from "./_parts/frozen-message";
import { KeptNotice } from "./_parts/kept-notice";
import { Notices } from "./_parts/notices";
import { QuotaChoice } from "./_parts/quota-choice";
import { type Report, type ReportTab, readReport } from "./_parts/read-report";
import { Recipients } from "./_parts/recipients";
import { Results } from "./_parts/results";
import { RetryOf } from "./_parts/retry";
import { ScheduledNotice } from "./_parts/scheduled-notice";
import { Share } from "./_parts/share";
import { CampaignSteps } from "./_parts/steps";
import { WaysCard } from "./_parts/ways-card";
import { cancelAction, pauseAction, resumeAction, undoAction } from "./actions";

interface CampaignPageProps {
  params: Promise<{ workspace: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const tabs = ["recipients", "message", "activity"] as const satisfies ReportTab[];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell.nav");
  return { title: t("campaigns") };
}

export default async function CampaignPage({ params, searchParams }: CampaignPageProps) {
  const { workspace, id } = await params;
  const query = await searchParams;
  const filter = MessageFilter.parse(query);
  const tab = tabs.find((candidate) => candidate === query.tab) ?? "recipients";
  const open = await openPage(workspace, "workspace:read");
  const report = await readReport(open, id, tab, filter);
  if (report === null) notFound();
  const { head, progress, detail } = report;
  const { scope } = open;
  const root = `/w/${workspace}`;
  const path = `${root}/campaigns/${id}`;
  if (isEditable(progress.state)) redirect(`${path}/edit`);
  if (isUnderReview(progress.state)) redirect(`${path}/review`);
  const now = standing(progress.counts);
  const sendable = Math.max(1, progress.people - now.skipped - now.cancelled);
  return (
    <div className="withpanel">
      <div className="page stack stack-5">
        <Headline slug={workspace} report={report} scope={scope} />
        <Notices
          progress={progress}
          blockCode={report.blockCode}
          root={root}
          unknownHref={messageAddress(path, filter, { view: "unknown" })}
          decideHref={`${path}/unanswered`}
          waitsForQuota={report.quotaWait === null ? null : report.quotaWait.waits && report.quotaWait.mayWait}
          quotaChoice={<QuotaChoice slug={workspace} report={report} scope={scope} />}
        />
        <RetryOf slug={workspace} campaign={head.retryOf} />
        <CampaignSteps head={head} state={progress.state} share={handledOf(now) / sendable} zone={scope.zone} />
        {progress.people > 0 && progress.state !== "scheduled" && (
          <>
            {isFinalCampaign(progress.state) && (
              <ResultCard
                figures={report.figures}
                bill={report.bill}
                optOuts={sum(report.optOuts)}
                estimate={report.estimate}
              />
            )}
            <ClientTexts also={["report"]}>
              <LiveProgress initial={progress} url={`/api${path}`} />
            </ClientTexts>
            <Results slug={workspace} report={report} path={path} filter={filter} scope={scope} />
            <WaysCard head={head} progress={progress} zone={scope.zone} />
          </>
        )}
        <Details report={report} tab={tab} filter={filter} path={path} scope={scope} />
      </div>
      {detail !== undefined && (
        <MessagePanel
          message={detail && shownDetail(detail, scope.fullNumbers, root)}
          wholeNumbers={scope.fullNumbers}
          zone={scope.zone}
          closeHref={messageAddress(path, filter, { message: undefined })}
        />
      )}
    </div>
  );
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

const controllable = new Set<CampaignState>(["sending", "preparing", "paused", "scheduled"]);

/** Whether the provider keeps it for a start that has not come: it can be cancelled there. */
function isKept({ atProvider, startAt }: CampaignHead, state: CampaignState): boolean {
  const isGiven = state === "settling" || state === "sending";
  return isGiven && atProvider && startAt !== null && startAt.getTime() > Date.now();
}

async function Headline({ slug, report, scope }: { slug: string; report: Report; scope: Scope }) {
  const t = await getTranslations("report");
  const nav = await getTranslations("shell.nav");
  const { head, progress } = report;
  const root = `/w/${slug}/campaigns`;
  const shared = { slug, campaignId: head.publicId };
  const mayControl = scope.mayWith("campaigns:control", head.ownerIds);
  const kept = isKept(head, progress.state);
  const isControllable = controllable.has(progress.state) || kept;
  const isMoving = isControllable || progress.state === "holding";
  return (
    <ClientTexts also={["report"]}>
      <PageHead
        title={head.name}
        parent={{ href: root, label: nav("campaigns") }}
        here={<code>{head.publicId}</code>}
        state={<CampaignBadge state={progress.state} />}
        text={t("subtitle", {
          sender: head.senderName ?? "",
          connection: head.connectionName ?? "",
          kind: head.kind ?? "informational",
        })}
      >
        <Share slug={slug} report={report} scope={scope} />
        {mayControl && isControllable && (
          <CampaignControls
            {...shared}
            key={progress.state}
            state={progress.state}
            left={standing(progress.counts).left}
            isKept={kept}
            pause={pauseAction}
            resume={resumeAction}
            cancel={cancelAction}
          />
        )}
      </PageHead>
      {!mayControl && isMoving && scope.may("campaigns:control") && <Note>{t("notYours")}</Note>}
      {kept && <KeptNotice head={head} />}
      {progress.state === "scheduled" && <ScheduledNotice head={head} slug={slug} mayControl={mayControl} />}
      {mayControl && progress.state === "holding" && (
        <HoldNotice
          {...shared}
          holdUntil={progress.holdUntil}
          undo={undoAction}
          editHref={`${root}/${head.publicId}/edit`}
        />
      )}
    </ClientTexts>
  );
}

interface DetailsProps {
  report: Report;
  tab: ReportTab;
  filter: MessageFilter;
  path: string;
  scope: Scope;
}

async function Details({ report, tab, filter, path, scope }: DetailsProps) {
  const t = await getTranslations("report.tab");
  const { page, range, head, history } = report;
  const choice = { campaignId: head.publicId, language: await getLocale(), filter };
  const items = tabs.map((name) => ({
    href: name === "recipients" ? path : `${path}?tab=${name}`,
    label: t(name),
    isCurrent: tab === name,
  }));
  return (
    <section className="card" aria-label={t("label")}>
      <div className="card-tabs">
        <LinkTabs label={t("label")} items={items} />
      </div>
      {tab === "recipients" && (
        <Recipients
          path={path}
          filter={filter}
          rows={(page?.rows ?? []).map((row) => shownMessage(row, scope.fullNumbers))}
          previous={page?.previous ?? null}
          next={page?.next ?? null}
          isPartial={page?.isPartial ?? false}
          isPrepared={range !== null}
          wholeNumbers={scope.fullNumbers}
          zone={scope.zone}
          exports={
            scope.may("contacts:export") &&
            range !== null && (
              <ClientTexts also={["exports"]}>
                <ExportMenu slug={scope.slug} action={exportCampaignAction} choice={choice} small className="end" />
              </ClientTexts>
            )
          }
        />
      )}
      {tab === "message" && <FrozenMessage head={head} mayRead={scope.fullNumbers} />}
      {tab === "activity" && <Activity entries={history} zone={scope.zone} />}
      {tab === "activity" && range !== null && scope.may("contacts:export") && (
        <ClientTexts also={["exports"]}>
          <EvidenceFooter
            slug={scope.slug}
            action={exportEvidenceAction}
            choice={{ campaignId: choice.campaignId, language: choice.language }}
          />
        </ClientTexts>
      )}
    </section>
  );
}
