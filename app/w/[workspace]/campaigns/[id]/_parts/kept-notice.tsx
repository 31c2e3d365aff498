import { useFormatter, useTranslations } from "next-intl";
import { RefreshAt } from "#components/campaigns/refresh-at";
import { Banner } from "#components/ui/banner";
import type { CampaignHead } from "#lib/domain/campaigns/report";
import { yearIfOther } from "#lib/i18n/year";

/** A campaign that its provider keeps: when it goes out, and that it can be cancelled until then. */
export function KeptNotice({ head }: { head: CampaignHead }) {
  const t = useTranslations("report.kept");
  const format = useFormatter();
  const { startAt, startZone, connectionName, isConnected } = head;
  if (startAt === null || startZone === null) return null;
  const time = format.dateTime(startAt, {
    ...{ weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    ...yearIfOther(startAt, startZone),
    timeZone: startZone,
  });
  return (
    <Banner tone={isConnected ? "info" : "warn"}>
      <RefreshAt instant={startAt.toISOString()} />
      <b>{t("title", { time, connection: connectionName ?? "" })}</b>
      <p className="sm">{t(isConnected ? "text" : "outOfReach")}</p>
    </Banner>
  );
}
