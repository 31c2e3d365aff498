import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner";
import { LinkButton } from "#components/ui/link-button";
import { pauseReasons } from "#lib/domain/campaigns/model";

interface PausedBannerProps {
  reason: string | null;
  left: number;
  connectionsHref: string;
  dashboardHref: string;
}

/** Why a campaign stands still, and the one thing that puts it right. */
export function PausedBanner({ reason, left, connectionsHref, dashboardHref }: PausedBannerProps) {
  const t = useTranslations("report.paused");
  const known = pauseReasons.find((candidate) => candidate === reason) ?? "user";
  const needsConnection =
    known === "connection" || known === "scope" || known === "anomaly" || known === "consent_check";
  const action = needsConnection ? (
    <LinkButton small href={connectionsHref}>
      {t("fix")}
    </LinkButton>
  ) : known === "quota" ? (
    <LinkButton small href={dashboardHref}>
      {t("upgrade")}
    </LinkButton>
  ) : undefined;
  return (
    <Banner tone={known === "user" ? "info" : "warn"} action={action}>
      {t(known, { left })}
    </Banner>
  );
}
