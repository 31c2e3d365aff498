import { QuotaWaitButton } from "#components/campaigns/quota-wait-button";
import { ClientTexts } from "#components/shell/client-texts";
import type { Scope } from "#lib/gate/scope";
import { waitForQuotaAction } from "../actions";
import type { Report } from "./read-report";

/** Whether a campaign that stands still for want of quota goes on by itself, for those who may decide that. */
export function QuotaChoice({ slug, report, scope }: { slug: string; report: Report; scope: Scope }) {
  const { head, quotaWait } = report;
  if (quotaWait === null || !scope.mayWith("campaigns:control", head.ownerIds)) return null;
  if (!quotaWait.mayWait && !quotaWait.waits) return null;
  return (
    <ClientTexts also={["report"]}>
      <QuotaWaitButton slug={slug} campaignId={head.publicId} waits={quotaWait.waits} wait={waitForQuotaAction} />
    </ClientTexts>
  );
}
