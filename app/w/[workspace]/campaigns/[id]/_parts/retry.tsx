import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { RetryButton } from "#components/campaigns/retry-button";
import { ClientTexts } from "#components/shell/client-texts";
import { isFinalCampaign } from "#lib/domain/campaigns/model";
import type { LinkedCampaign } from "#lib/domain/campaigns/report";
import { isTemporary } from "#lib/domain/messages/temporary";
import type { Scope } from "#lib/gate/scope";
import { retryCampaignAction } from "../actions";
import type { Report } from "./read-report";

/** The way to those whom an ended campaign did not reach for a passing reason, and the campaigns that went it. */
export async function Retry({ slug, report, scope }: { slug: string; report: Report; scope: Scope }) {
  const t = await getTranslations("report.retry");
  const { head, progress, reasons } = report;
  const links = head.retries.length > 0 && <Linked words={t("by")} slug={slug} campaigns={head.retries} />;
  const passing = reasons.filter(({ state, reason }) => isTemporary(state, reason));
  // Such as those for whom the quota of the last try was too small.
  const people = passing.reduce((sum, { messages }) => sum + messages, 0) - (head.retried ?? Number.POSITIVE_INFINITY);
  if (people <= 0 || !isFinalCampaign(progress.state) || !scope.may("campaigns:write")) return links;
  return (
    <ClientTexts also={["report"]}>
      <div className="stack stack-2 justify-items-start">
        {links}
        <RetryButton {...{ slug, people, campaignId: head.publicId, name: head.name }} retry={retryCampaignAction} />
        <p className="hint">{t("hint")}</p>
      </div>
    </ClientTexts>
  );
}

/** The campaign whose unreached people this one tries again. */
export async function RetryOf({ slug, campaign }: { slug: string; campaign: LinkedCampaign | null }) {
  const t = await getTranslations("report.retry");
  return campaign === null ? null : <Linked words={t("of")} slug={slug} campaigns={[campaign]} />;
}

function Linked({ words, slug, campaigns }: { words: string; slug: string; campaigns: readonly LinkedCampaign[] }) {
  return (
    <p className="sm muted">
      {words}{" "}
      {campaigns.map(({ id, name }) => (
        <Link key={id} className="lnk" href={`/w/${slug}/campaigns/${id}`}>
          {name}
        </Link>
      ))}
    </p>
  );
}
