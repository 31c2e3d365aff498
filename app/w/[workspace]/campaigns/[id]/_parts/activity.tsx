import { useFormatter, useTranslations } from "next-intl";
import { CardBody } from "#components/ui/card";
import { Timeline } from "#components/ui/timeline";

/** History verbs of a campaign and the words for them; a verb that is not named here is not shown. */
const words = {
  "campaign.create": "created",
  "campaign.duplicate": "created",
  "campaign.retry": "created",
  "campaign.submit": "submitted",
  "campaign.withdraw": "withdrawn",
  "campaign.request_changes": "changes",
  "campaign.reject": "rejected",
  "campaign.approve": "approved",
  "campaign.expire": "expired",
  "campaign.sign": "signed",
  "campaign.refuse_signature": "unsigned",
  "campaign.comment": "commented",
  "campaign.send": "started",
  "campaign.start": "begun",
  "campaign.unschedule": "unscheduled",
  "campaign.undo": "undone",
  "campaign.pause": "paused",
  "campaign.block": "paused",
  "campaign.resume": "resumed",
  "campaign.auto_resume": "resumed",
  "campaign.cancel": "cancelled",
  "campaign.give_up": "cancelled",
  "campaign.prepare": "prepared",
  "campaign.complete": "completed",
  "campaign.decide_unknown": "decided",
  "campaign.found": "found",
} as const;

function isNamed(action: string): action is keyof typeof words {
  return action in words;
}

interface ActivityProps {
  entries: readonly { id: string; action: string; actor: string | null; at: Date }[];
  /** Time zone of the workspace. */
  zone: string;
}

/** Who did what with a campaign, oldest first. */
export function Activity({ entries, zone }: ActivityProps) {
  const t = useTranslations("report.activity");
  const format = useFormatter();
  const events = entries.flatMap((entry) =>
    isNamed(entry.action)
      ? [
          {
            key: entry.id,
            title: t(words[entry.action]),
            at: entry.at.toISOString(),
            time: format.dateTime(entry.at, "exact", { timeZone: zone }),
            children: entry.actor ?? t("system"),
          },
        ]
      : [],
  );
  return (
    <CardBody>{events.length === 0 ? <p className="sm muted">{t("none")}</p> : <Timeline events={events} />}</CardBody>
  );
}
