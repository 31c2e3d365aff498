import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge";

interface ConnectionBadgeProps {
  state: "active" | "needs_reconnect" | "disconnected";
  isSilent: boolean;
  lacksScope: boolean;
}

/** How a connection is, in a word: the gravest that is true. */
export function ConnectionBadge({ state, isSilent, lacksScope }: ConnectionBadgeProps) {
  const t = useTranslations("connections.state");
  if (state !== "active") return <Badge tone="bad">{t("needs_reconnect")}</Badge>;
  if (isSilent) return <Badge tone="warn">{t("silent")}</Badge>;
  if (lacksScope) return <Badge tone="warn">{t("limited")}</Badge>;
  return <Badge tone="ok">{t("active")}</Badge>;
}
