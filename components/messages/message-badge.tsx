import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge";
import type { MessageState } from "#lib/domain/messages/model";

const tones: Record<MessageState, Tone> = {
  pending: "quiet",
  held: "quiet",
  claimed: "quiet",
  submitted: "info",
  unknown: "warn",
  accepted: "info",
  rejected: "bad",
  expired: "bad",
  undelivered: "bad",
  delivered: "ok",
  skipped: "quiet",
  failed: "bad",
  cancelled: "quiet",
};

const open = new Set<MessageState>(["pending", "held", "claimed", "skipped", "cancelled"]);

/** The state of one message in a word. */
export function MessageBadge({ state }: { state: MessageState }) {
  const t = useTranslations("messages.state");
  return (
    <Badge tone={tones[state]} dot={open.has(state) ? "open" : "steady"}>
      {t(state)}
    </Badge>
  );
}
