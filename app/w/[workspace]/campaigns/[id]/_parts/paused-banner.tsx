import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Banner } from "#components/ui/banner";
import { LinkButton } from "#components/ui/link-button";
import { pauseReasons } from "#lib/domain/campaigns/model";
import { knownProviderCode } from "#lib/domain/messages/provider-codes";

interface PausedBannerProps {
  reason: string | null;
  /** What the provider or the worker said when it stopped by itself. */
  code: string | null;
  left: number;
  connectionsHref: string;
  dashboardHref: string;
  /** Whether it goes on by itself once there is quota; null where it does not wait for any. */
  waitsForQuota: boolean | null;
  /** What a member can do beside, such as choosing that. */
  choice: ReactNode;
}

/** Why a campaign stands still, and the one thing that puts it right. */
export function PausedBanner({ reason, code, left, connectionsHref, dashboardHref, ...props }: PausedBannerProps) {
  const t = useTranslations("report.paused");
  const known = pauseReasons.find((candidate) => candidate === reason) ?? "user";
  const needsConnection =
    known === "connection" || known === "scope" || known === "anomaly" || known === "consent_check";
  const action = needsConnection ? (
    <LinkButton small href={connectionsHref}>
      {t("fix")}
    </LinkButton>
  ) : known === "quota" ? (
    <>
      {props.choice}
      <LinkButton small href={dashboardHref}>
        {t("upgrade")}
      </LinkButton>
    </>
  ) : undefined;
  return (
    <Banner tone={known === "user" ? "info" : "warn"} action={action}>
      {t(known === "quota" && props.waitsForQuota === true ? "quota_waits" : known, { left })}
      {(known === "connection" || known === "quota") && <Answer code={code} />}
    </Banner>
  );
}

/** What the provider answered: a stop for the connection may lie in the sender or in the account. */
function Answer({ code }: { code: string | null }) {
  const codes = useTranslations("provider.code");
  const reasons = useTranslations("messages.reason");
  const known = knownProviderCode(code);
  if (known === null && code !== "sender_not_approved") return null;
  return (
    <p className="sm">
      {known === null ? reasons("sender_not_approved") : codes(known)} <code>{code}</code>
    </p>
  );
}
