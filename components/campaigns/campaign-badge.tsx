import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge";
import type { CampaignState } from "#lib/domain/campaigns/model";

const tones: Record<CampaignState, Tone> = {
  draft: "quiet",
  in_review: "info",
  changes_requested: "warn",
  awaiting_signature: "info",
  scheduled: "quiet",
  holding: "info",
  preparing: "info",
  sending: "info",
  paused: "warn",
  settling: "info",
  completed: "ok",
  cancelled: "quiet",
  failed: "bad",
};

const live = new Set<CampaignState>(["holding", "preparing", "sending"]);
const open = new Set<CampaignState>(["draft", "scheduled"]);

/** The state of a campaign in a word. */
export function CampaignBadge({ state }: { state: CampaignState }) {
  const t = useTranslations("campaigns.state");
  return (
    <Badge tone={tones[state]} dot={live.has(state) ? "live" : open.has(state) ? "open" : "steady"}>
      {t(state)}
    </Badge>
  );
}
