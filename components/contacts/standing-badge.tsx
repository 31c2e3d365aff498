import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge";
import type { ContactStanding } from "#lib/domain/contacts/contact";

/** Whether a person may be written to: a block first, then what was agreed. */
export function StandingBadge({ consent, isSuppressed }: ContactStanding) {
  const t = useTranslations("contacts.standing");
  if (isSuppressed) return <Badge tone="warn">{t("suppressed")}</Badge>;
  if (consent === null) return <Badge tone="quiet">{t("none")}</Badge>;
  return <Badge tone={consent === "granted" ? "ok" : "bad"}>{t(consent)}</Badge>;
}
