import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import Info from "lucide-react/icons/info";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Banner } from "#components/ui/banner";
import { Icon } from "#components/ui/icon";
import { type ConnectOutcome, type OutcomeTone, toneOf } from "#lib/domain/connections/outcomes";

const icons: Record<OutcomeTone, typeof Info> = { ok: CircleCheck, warn: CircleAlert, bad: CircleX, info: Info };

/** How a connect ended: what happened, what did not, and the next step. */
export function OutcomeNotice({ outcome, retry }: { outcome: ConnectOutcome; retry?: ReactNode }) {
  const t = useTranslations("connections.outcome");
  const tone = toneOf(outcome);
  return (
    <Banner tone={tone} live={tone === "bad" ? "alert" : "status"} icon={<Icon of={icons[tone]} />} action={retry}>
      <strong>{t(`${outcome}.title`)}</strong> {t(`${outcome}.text`)}
    </Banner>
  );
}
