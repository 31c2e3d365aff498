"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button";
import { type CheckLine, CheckList, type CheckState } from "#components/ui/check-list";
import { LinkButton } from "#components/ui/link-button";
import type { Checkup } from "#lib/domain/campaigns/draft";
import type { PreflightCheck, PreflightCode, PreflightLevel } from "#lib/domain/campaigns/preflight";
import { shownChecks } from "#lib/domain/campaigns/shown-checks";
import { useCheckWords } from "./check-words.ts";
import type { QuotaOutlook } from "./outlook.tsx";
import { showBlock } from "./show-block.ts";

const states: Record<PreflightLevel, CheckState> = { green: "ok", amber: "warn", red: "bad" };
const order: readonly PreflightLevel[] = ["red", "amber", "green"];
/** Lines that are worth a green tick; the others are shown when they are not in order. */
const worthATick: readonly PreflightCode[] = [
  "audience",
  "sender",
  "quota",
  "consent",
  "opt_out",
  "identity",
  "segments",
  "duplicates",
  "start",
  "pace",
];

interface Mending {
  slug: string;
  quota: QuotaOutlook;
  onPerson: (line: number) => void;
  onNewest: (people: number) => Promise<void>;
  /** Has it sent although the quota is short, to wait until there is enough. */
  onWait: () => void;
}

interface CheckLinesProps {
  checkup: Checkup;
  /** What the ways to put a line right need; without it there are none. */
  mending?: Mending | undefined;
}

/** The lines of a check, the worst first. */
export function CheckLines({ checkup, mending }: CheckLinesProps) {
  const t = useTranslations("compose");
  const write = useCheckWords();
  const lines = order.flatMap((level) =>
    shownChecks(checkup.checks)
      .filter((check) => check.level === level && (level !== "green" || worthATick.includes(check.code)))
      .map((check): CheckLine => {
        const help = level === "green" ? undefined : write.help(check);
        const action =
          // What the operator of the instance turned off only the operator turns on.
          level === "green" || check.reason === "provider_off" || mending === undefined ? undefined : (
            <Fix key={check.code} check={check} checkup={checkup} {...mending} />
          );
        return {
          key: check.code,
          state: states[level],
          stateLabel: t(`check.level.${level}`),
          title: write.title(check),
          ...(help !== undefined && { text: help }),
          ...(action !== undefined && { action }),
        };
      }),
  );
  return <CheckList lines={lines} />;
}

/** The lines that are put right in a block of this page. */
const places: Partial<Record<PreflightCode, "who" | "what" | "when">> = {
  ...{ audience: "who", kind: "what", text: "what", variables: "what", length: "what", segments: "what" },
  ...{ exclusions: "who", frequency: "who" },
  ...{ opt_out: "what", identity: "what", start: "when", pace: "when" },
};

/** The way to put a line right. */
function Fix({
  check,
  checkup,
  slug,
  quota,
  onPerson,
  onNewest,
  onWait,
}: { check: PreflightCheck; checkup: Checkup } & Mending): ReactNode {
  const t = useTranslations("compose.check");
  const focus = (id: string) => (
    <Button small onClick={() => showBlock(id)}>
      {t("show")}
    </Button>
  );
  const block = places[check.code];
  if (block !== undefined) return focus(block);
  switch (check.code) {
    case "missing_values":
      if (checkup.missingLine === null) return focus("what");
      return (
        <Button small onClick={() => onPerson(checkup.missingLine ?? 0)}>
          {t("person")}
        </Button>
      );
    case "sender":
      return check.reason === "not_chosen" ? (
        focus("what")
      ) : (
        <LinkButton small href={`/w/${slug}/senders`}>
          {t("senders")}
        </LinkButton>
      );
    case "connection":
    case "permission":
      return (
        <LinkButton small href={`/w/${slug}/connections`}>
          {t(check.reason === "none" ? "connections" : "reconnect")}
        </LinkButton>
      );
    case "quota":
      if (check.level === "red") {
        return <QuotaChoice free={Number(check.detail.free)} {...{ quota, onNewest, onWait }} />;
      }
      return upgrade(quota, check, t("upgrade"));
    case "plan":
      return upgrade(quota, check, t("upgrade"));
    case "consent":
      return (
        <LinkButton small href={`/w/${slug}/consent`}>
          {t("consents")}
        </LinkButton>
      );
    default:
      return null;
  }
}

function upgrade({ upgradeUrl }: QuotaOutlook, { reason }: PreflightCheck, label: string): ReactNode {
  if (upgradeUrl === null || reason === "unknown") return null;
  return (
    <LinkButton small href={upgradeUrl}>
      {label}
    </LinkButton>
  );
}

/** Where the quota is short: the end of the list where it is enough for some, waiting for it, or more of it. */
function QuotaChoice({
  free,
  quota,
  onNewest,
  onWait,
}: { free: number } & Pick<Mending, "quota" | "onNewest" | "onWait">): ReactNode {
  const t = useTranslations("compose.check");
  const [isBusy, setBusy] = useState(false);
  const choose = async () => {
    setBusy(true);
    await onNewest(free);
    setBusy(false);
  };
  return (
    <span className="acts wrap">
      {free > 0 && (
        <Button small busy={isBusy} onClick={() => void choose()}>
          {t("newest", { people: free })}
        </Button>
      )}
      <Button small onClick={onWait}>
        {t("wait")}
      </Button>
      {quota.upgradeUrl !== null && (
        <LinkButton small href={quota.upgradeUrl}>
          {t("upgrade")}
        </LinkButton>
      )}
    </span>
  );
}
