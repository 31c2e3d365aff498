"use client";

import Clock from "lucide-react/icons/clock";
import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner";
import { Icon } from "#components/ui/icon";
import { Note } from "#components/ui/note";
import { SkeletonRows } from "#components/ui/skeleton";
import { useLate } from "#components/ui/use-late";
import type { Checkup } from "#lib/domain/campaigns/draft";
import type { PreflightLevel } from "#lib/domain/campaigns/preflight";
import { shownChecks } from "#lib/domain/campaigns/shown-checks";
import { Block } from "./block.tsx";
import type { QuotaOutlook } from "./outlook.tsx";

// The check itself takes a moment to arrive; its lines are fetched meanwhile.
const loadLines = () => import("./check-lines.tsx").then((module) => module.CheckLines);

interface CheckBlockProps {
  slug: string;
  checkup: Checkup | null;
  isCurrent: boolean;
  counted: number | null;
  hasFailed: boolean;
  quota: QuotaOutlook;
  onPerson: (line: number) => void;
  /** Leaves out all but so many people at the end of the list. */
  onNewest: (people: number) => Promise<void>;
  /** Whether it waits where the quota is short. */
  waitsForQuota: boolean;
  onWait: (waits: boolean) => void;
}

/** The last block: everything that must be in order, the worst first, each with a way to put it right. */
export function CheckBlock(props: CheckBlockProps) {
  const { slug, checkup, isCurrent, counted, hasFailed, quota, onPerson, onNewest, waitsForQuota, onWait } = props;
  const t = useTranslations("compose");
  const CheckLines = useLate(loadLines, true);
  const shown = shownChecks(checkup?.checks ?? []);
  const count = (level: PreflightLevel) => shown.filter((check) => check.level === level).length;
  const summary =
    counted !== null
      ? t("check.counting", { people: counted })
      : !isCurrent
        ? t("check.waiting")
        : t("check.summary", { red: count("red"), amber: count("amber") });
  return (
    <Block
      id="check"
      number={4}
      title={t("block.check")}
      isDone={isCurrent && checkup?.level !== "red"}
      summary={summary}
    >
      {hasFailed && (
        <Banner tone="warn" live="status">
          {t("check.failed")}
        </Banner>
      )}
      {checkup === null || CheckLines === undefined ? (
        <SkeletonRows rows={4} columns={2} />
      ) : (
        <div className="card check-card" aria-busy={!isCurrent}>
          <CheckLines checkup={checkup} mending={{ slug, quota, onPerson, onNewest, onWait: () => onWait(true) }} />
        </div>
      )}
      {waitsForQuota && (
        <Note icon={<Icon of={Clock} />}>
          {t("check.waits")}{" "}
          <button type="button" className="lnk" onClick={() => onWait(false)}>
            {t("check.waitNot")}
          </button>
        </Note>
      )}
    </Block>
  );
}
