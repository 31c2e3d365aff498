import { useTranslations } from "next-intl";
import type { MessageState } from "#lib/domain/messages/model";

interface MessageWhyProps {
  state: MessageState;
  /** Our reason code, where there is one. */
  reason: string | null;
  /** The provider's own code, shown as it came. */
  providerCode?: string | null;
}

const withOwnReason = new Set<MessageState>(["skipped", "failed", "rejected"]);

/** Why a message stands where it stands, in a sentence; the provider's raw code beside it. */
export function MessageWhy({ state, reason, providerCode = null }: MessageWhyProps) {
  const t = useTranslations("messages");
  const key = `reason.${reason}` as Parameters<typeof t.has>[0];
  const words =
    reason !== null && withOwnReason.has(state) && t.has(key) ? t(key as "reason.other") : t(`why.${state}`);
  const showsCode = providerCode !== null && providerCode !== "" && state !== "delivered" && state !== "accepted";
  return (
    <>
      {words} {showsCode && <code>{providerCode}</code>}
    </>
  );
}
