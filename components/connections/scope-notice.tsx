import KeyRound from "lucide-react/icons/key-round";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import type { OAuthScope } from "#lib/domain/connections/model";

/** Takes the place of what a missing permission hides; everything else on the page stays. */
export function ScopeNotice({ scope, reconnect }: { scope: OAuthScope; reconnect?: ReactNode }) {
  const t = useTranslations("states.missingScope");
  return (
    <EmptyState
      icon={<Icon of={KeyRound} size="large" tone="warn" />}
      title={t("title", { scope })}
      text={t("text", { scope })}
    >
      {reconnect}
    </EmptyState>
  );
}
