"use client";

import Clock from "lucide-react/icons/clock";
import Send from "lucide-react/icons/send-horizontal";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import type { Checkup } from "#lib/domain/campaigns/draft";
import { shownChecks } from "#lib/domain/campaigns/shown-checks";
import type { QuotaOutlook } from "./outlook.tsx";
import { showBlock } from "./show-block.ts";
import { useStartWords } from "./use-start-words.ts";

/** Why nothing can be sent just now. */
export type SendObstacle = "halted" | "held" | "unsaved" | "waiting" | "blocked";

interface SendBarProps {
  checkup: Checkup | null;
  obstacle: SendObstacle | null;
  sender: string | null;
  quota: QuotaOutlook;
  /** When it starts; null: as soon as it is sent. */
  start: string | null;
  /** It is submitted for approval instead of being sent. */
  isSubmitted: boolean;
  /** Stores what is unsaved and opens the dialog. */
  onSend: () => Promise<void>;
}

/** What would be sent, and the one button that does it. */
export function SendBar({ checkup, obstacle, sender, quota, start, isSubmitted, onSend }: SendBarProps) {
  const t = useTranslations("compose.send");
  const format = useFormatter();
  const starts = useStartWords(start);
  const people = checkup?.people ?? 0;
  const figures = [
    { key: "people", value: checkup === null ? t("none") : format.number(people, "count") },
    { key: "parts", value: checkup === null ? t("none") : format.number(checkup.parts, "count") },
    { key: "sender", value: sender ?? t("none") },
    { key: "start", value: starts ?? t("startNow") },
  ] as const;
  const gate = checkup?.checks.find((check) => isGate(check.code) && check.level === "red");
  return (
    <div className="sendbar">
      <dl>
        {figures.map(({ key, value }) => (
          <div key={key} className={key === "start" ? "only-d" : undefined}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {gate !== undefined && quota.upgradeUrl !== null && obstacle === "blocked" ? (
        <div className="acts">
          <LinkButton look="primary" href={quota.upgradeUrl}>
            {t("gate")}
          </LinkButton>
        </div>
      ) : (
        <Action {...{ obstacle, people, isSubmitted, onSend }} isLater={start !== null} reds={redsOf(checkup)} />
      )}
    </div>
  );
}

function isGate(code: string): boolean {
  return code === "quota" || code === "plan";
}

function redsOf(checkup: Checkup | null): number {
  return shownChecks(checkup?.checks ?? []).filter((check) => check.level === "red").length;
}

interface ActionProps {
  obstacle: SendObstacle | null;
  people: number;
  reds: number;
  isSubmitted: boolean;
  isLater: boolean;
  onSend: () => Promise<void>;
}

function Action({ obstacle, people, reds, isSubmitted, isLater, onSend }: ActionProps) {
  const t = useTranslations("compose.send");
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    // A button that cannot send yet still answers: it leads to what is in the way.
    if (obstacle !== null) {
      if (obstacle === "blocked") showBlock("check");
      if (obstacle === "unsaved") showBlock("troubles");
      return;
    }
    setBusy(true);
    await onSend();
    setBusy(false);
  };
  return (
    <div className="acts">
      {obstacle !== null && (
        <span className="sm muted why" id="send-why">
          {obstacle === "blocked" ? t("blocked", { count: reds }) : t(obstacle)}
        </span>
      )}
      <Button
        look="primary"
        icon={<Icon of={isLater && !isSubmitted ? Clock : Send} />}
        busy={isBusy}
        aria-disabled={obstacle !== null || undefined}
        aria-describedby={obstacle === null ? undefined : "send-why"}
        onClick={() => void press()}
      >
        {t(isSubmitted ? "submit" : isLater ? "schedule" : "button", { people })}
      </Button>
    </div>
  );
}
