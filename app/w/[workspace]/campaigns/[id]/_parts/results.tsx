import { BillCard } from "#components/reports/bill-card";
import { FunnelCard } from "#components/reports/funnel-card";
import { LossCard } from "#components/reports/loss-card";
import { OperatorCard } from "#components/reports/operator-card";
import { OptOutCard } from "#components/reports/opt-out-card";
import { PartsCard } from "#components/reports/parts-card";
import type { ReasonCount } from "#lib/domain/campaigns/report";
import { messageAddress } from "#lib/domain/messages/address";
import { type MessageFilter, messageReasons, messageViews, statesOfView } from "#lib/domain/messages/schema";
import { optOutSpan } from "#lib/domain/rollups/queries";
import type { Scope } from "#lib/gate/scope";
import type { Report } from "./read-report";
import { Retry } from "./retry";

interface ResultsProps {
  slug: string;
  report: Report;
  path: string;
  filter: MessageFilter;
  scope: Scope;
}

/** What became of everybody, taken apart; each figure leads to its people. */
export function Results({ slug, report, path, filter, scope }: ResultsProps) {
  const { progress, figures, byOperator, byParts, reasons, bill, optOuts } = report;
  return (
    <div className="cols eq">
      <FunnelCard people={progress.people} figures={figures} />
      <LossCard
        reasons={reasons}
        href={messageAddress(path, filter, { view: "lost", reason: undefined, code: undefined })}
        hrefOf={(reason) => peopleOf(path, filter, reason)}
        retry={<Retry slug={slug} report={report} scope={scope} />}
      />
      {figures.sent > 0 && (
        <>
          <OperatorCard lines={byOperator} />
          <PartsCard figures={figures} lines={byParts} />
          <BillCard bill={bill} figures={figures} />
          <OptOutCard spans={optOuts} hours={optOutSpan.hours} delivered={figures.delivered} />
        </>
      )}
    </div>
  );
}

/** The list of those of one reason, in the group of states that it belongs to. */
function peopleOf(path: string, filter: MessageFilter, { state, reason, providerCode }: ReasonCount): string {
  const view = messageViews.find((one) => one !== "all" && statesOfView[one].includes(state)) ?? "all";
  return messageAddress(path, filter, {
    view,
    reason: messageReasons.find((known) => known === reason),
    code: providerCode ?? undefined,
  });
}
