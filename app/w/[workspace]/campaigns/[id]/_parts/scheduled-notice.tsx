import { useFormatter, useTranslations } from "next-intl";
import { RefreshAt } from "#components/campaigns/refresh-at";
import { Unschedule } from "#components/campaigns/unschedule";
import { Banner } from "#components/ui/banner";
import type { CampaignHead } from "#lib/domain/campaigns/report";
import { yearIfOther } from "#lib/i18n/year";
import { unscheduleAction } from "../actions";

interface ScheduledNoticeProps {
  head: CampaignHead;
  slug: string;
  /** Whether the one who looks may take it back. */
  mayControl: boolean;
}

/** When a scheduled campaign starts, how fast it will go, and the way back. */
export function ScheduledNotice({ head, slug, mayControl }: ScheduledNoticeProps) {
  const t = useTranslations("report.scheduled");
  const format = useFormatter();
  const { startAt, startZone, spreadHours, perMinute, publicId } = head;
  if (startAt === null || startZone === null) return null;
  const time = format.dateTime(startAt, {
    ...{ weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    ...yearIfOther(startAt, startZone),
    timeZone: startZone,
  });
  return (
    <Banner
      tone="info"
      action={mayControl && <Unschedule slug={slug} campaignId={publicId} unschedule={unscheduleAction} />}
    >
      <RefreshAt instant={startAt.toISOString()} />
      <b>{t("title", { time })}</b>
      <p className="sm">
        {t("text", { zone: startZone })} {spreadHours !== null && t("spread", { hours: spreadHours })}{" "}
        {perMinute !== null && t("perMinute", { people: perMinute })}
      </p>
    </Banner>
  );
}
