import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge";

/** What the provider says of a sender. */
export type SenderStatus = "approved" | "unverified" | "pending" | "rejected" | "unknown";

const tones: Record<SenderStatus, Tone> = {
  approved: "ok",
  unverified: "quiet",
  pending: "info",
  rejected: "bad",
  unknown: "quiet",
};

/** The state of a sender in a word; one that the provider no longer lists says that instead. */
export function SenderBadge({ status, isListed }: { status: SenderStatus; isListed: boolean }) {
  const t = useTranslations("senders.status");
  if (!isListed) return <Badge dot="open">{t("gone")}</Badge>;
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
