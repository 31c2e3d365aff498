import { useTranslations } from "next-intl";
import { failReasons, type MessageState, skipReasons } from "#lib/domain/messages/model";

interface MessageWhyProps {
  state: MessageState;
  /** Our reason code, where there is one. */
  reason: string | null;
  /** The provider's own code, shown as it came. */
  providerCode?: string | null;
}

const reasons = [...skipReasons, ...failReasons];

/** Why a message stands where it stands, in a sentence; the provider's raw code beside it. */
export function MessageWhy({ state, reason, providerCode = null }: MessageWhyProps) {
  const t = useTranslations("messages");
  const known = reasons.find((candidate) => candidate === reason);
  const showsCode = providerCode !== null && providerCode !== "" && state !== "delivered" && state !== "accepted";
  return (
    <>
      {known === undefined ? t(`why.${state}`) : t(`reason.${known}`)} {showsCode && <code>{providerCode}</code>}
    </>
  );
}
