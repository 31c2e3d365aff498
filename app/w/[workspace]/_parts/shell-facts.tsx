import Gauge from "lucide-react/icons/gauge";
import Plug from "lucide-react/icons/plug";
import { getFormatter, getTranslations } from "next-intl/server";
import { QuotaChip } from "#components/shell/quota-chip";
import { Banner } from "#components/ui/banner";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import type { ConnectionBanner, ShellQuota } from "#lib/domain/connections/shell-queries";

interface ShellBannerProps {
  banner: ConnectionBanner;
  /** Address of the workspace's connections, where most of it is put right. */
  connections: string;
  zone: string;
}

/** The gravest thing about the connections, with the one button that puts it right. */
export async function ShellBanner({ banner, connections, zone }: ShellBannerProps) {
  const t = await getTranslations();
  const isQuota = "upgradeUrl" in banner;
  const plans = isQuota ? banner.upgradeUrl : null;
  const action =
    banner.kind === "needs_reconnect" || banner.kind === "missing_scope"
      ? t("states.disconnected.reconnect")
      : t(isQuota ? "shell.banner.plans" : "shell.banner.open");
  return (
    <Banner
      tone={banner.kind === "needs_reconnect" || banner.kind === "silent" ? "bad" : "warn"}
      icon={<Icon of={isQuota ? Gauge : Plug} />}
      action={
        <LinkButton small href={plans ?? connections}>
          {action}
        </LinkButton>
      }
    >
      {await sentence(banner, zone)}
    </Banner>
  );
}

async function sentence(banner: ConnectionBanner, zone: string): Promise<string> {
  const t = await getTranslations();
  const format = await getFormatter();
  switch (banner.kind) {
    case "needs_reconnect":
      return t("shell.banner.needsReconnect", { name: banner.name });
    case "silent":
      return t("states.disconnected.text", {
        name: banner.name,
        time: format.dateTime(banner.since, "moment", { timeZone: zone }),
      });
    case "missing_scope":
      return t("states.missingScope.text", { scope: banner.scope });
    case "no_plan":
      return `${t("states.quota.noPlanTitle")}. ${t("states.quota.noPlanText")}`;
    case "used_up":
      return `${t("states.quota.title")}. ${t("states.quota.text")}`;
    case "low":
      return t("shell.banner.low", { name: banner.name, remaining: banner.remaining });
  }
}

/** What is left of the quota. Without a stated limit there is nothing to fill, and the chip stays in ink. */
export async function ShellQuotaChip({ quota, href }: { quota: ShellQuota; href: string }) {
  const t = await getTranslations("shell.quota");
  const { remaining, limit } = quota;
  const share = limit === null || limit === 0 ? 1 : remaining / limit;
  const tone = remaining === 0 ? "bad" : share < 0.1 ? "warn" : "ink";
  return (
    <QuotaChip
      href={href}
      title={limit === null ? t("open", { remaining }) : t("of", { remaining, limit })}
      left={remaining}
      total={Math.max(limit ?? remaining, 1)}
      tone={tone}
    >
      {t("left", { remaining })}
    </QuotaChip>
  );
}
