import { useFormatter, useTranslations } from "next-intl";
import { type Step, Steps } from "#components/ui/timeline";
import type { CampaignState } from "#lib/domain/campaigns/model";
import type { CampaignHead } from "#lib/domain/campaigns/report";
import { yearIfOther } from "#lib/i18n/year";

const immediate = ["draft", "holding", "preparing", "sending", "settling", "completed"] as const;
const scheduled = ["draft", "scheduled", "preparing", "sending", "settling", "completed"] as const;

type Station = (typeof immediate)[number] | "scheduled";

function orderOf({ startAt, atProvider }: CampaignHead): readonly Station[] {
  return startAt === null || atProvider ? immediate : scheduled;
}

/** A pause stands at the station it interrupted; an early end takes the place of the last one. */
function stationOf(state: CampaignState, head: CampaignHead): Station {
  if (state === "paused") return head.preparedAt === null ? "preparing" : "sending";
  if (state === "cancelled" || state === "failed") return "completed";
  return orderOf(head).find((station) => station === state) ?? "draft";
}

interface CampaignStepsProps {
  head: CampaignHead;
  state: CampaignState;
  share: number;
  /** Time zone of the workspace. */
  zone: string;
}

/** The stations of a campaign with the times they were reached. */
export function CampaignSteps({ head, state, share, zone }: CampaignStepsProps) {
  const t = useTranslations("report.steps");
  const format = useFormatter();
  const order = orderOf(head);
  const now = order.indexOf(stationOf(state, head));
  const reached: Record<Station, Date | null> = {
    draft: head.createdAt,
    holding: head.holdUntil,
    scheduled: head.startAt,
    preparing: head.preparedAt,
    sending: head.preparedAt,
    settling: head.sentAt,
    completed: head.finishedAt,
  };
  const steps = order.map((station, index): Step => {
    const isLast = station === "completed";
    const label = isLast && (state === "cancelled" || state === "failed") ? t(state) : t(station);
    const at = index <= now ? reached[station] : null;
    const isOver = index < now || (isLast && index === now);
    return {
      key: station,
      label,
      detail: at === null ? undefined : format.dateTime(at, "moment", { timeZone: zone, ...yearIfOther(at, zone) }),
      state: isOver ? "done" : index === now ? "now" : "next",
    };
  });
  return <Steps label={t("label")} steps={steps} progress={share} />;
}
