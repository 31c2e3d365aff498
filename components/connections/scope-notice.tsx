import KeyRound from "lucide-react/icons/key-round";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import type { OAuthScope } from "#lib/domain/connections/model";

interface ScopeNoticeProps {
  scope: OAuthScope;
  /** Below the page's own heading where it stands alone, below a card's in a card. */
  heading?: "h2" | "h3" | undefined;
  reconnect?: ReactNode;
}

/** Takes the place of what a missing permission hides; everything else on the page stays. */
export function ScopeNotice({ scope, heading, reconnect }: ScopeNoticeProps) {
  const t = useTranslations("states.missingScope");
  return (
    <EmptyState
      heading={heading}
      icon={<Icon of={KeyRound} size="large" tone="warn" />}
      title={t("title", { scope })}
      text={t("text", { scope })}
    >
      {reconnect}
    </EmptyState>
  );
}
