import { ReportCards } from "#components/reports/report-cards";
import type { ReasonCount } from "#lib/domain/campaigns/report";
import { messageAddress } from "#lib/domain/messages/address";
import { type MessageFilter, messageReasons, messageViews, statesOfView } from "#lib/domain/messages/schema";
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
  const { progress, bill, optOuts } = report;
  return (
    <ReportCards
      {...{ people: progress.people, figures: report, bill, optOuts }}
      href={messageAddress(path, filter, { view: "lost", reason: undefined, code: undefined })}
      hrefOf={(reason) => peopleOf(path, filter, reason)}
      retry={<Retry slug={slug} report={report} scope={scope} />}
    />
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
