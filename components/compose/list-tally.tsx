"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Checkup } from "#lib/domain/campaigns/draft";
import { rowRefusals } from "#lib/domain/imports/model";
import type { ImportStatus } from "#lib/domain/imports/status";

interface Reason {
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

interface ListTallyProps {
  list: ImportStatus;
  checkup: Checkup | null;
  /** Without a text nobody is left out for the text's sake. */
  hasText: boolean;
  /** Only the end of the list is written to, because the quota is not enough for all. */
  isCut: boolean;
  /** What the list is for: a campaign, or people taken over into the contacts, to whom nothing is sent. */
  purpose: ListPurpose;
}

/** What a list is for. */
export type ListPurpose = "send" | "take";

/** How many people a list has, how many get the message, and why the others do not. */
export function ListTally({ list, checkup, hasText, isCut, purpose }: ListTallyProps) {
  const t = useTranslations("compose");
  const groups = useTranslations("imports.group");
  const format = useFormatter();
  const { refused } = list;
  const reasons: Reason[] = [
    { key: "suppressed", label: t("why.suppressed"), count: checkup?.suppressed ?? 0 },
    { key: "consent", label: t("why.noConsent"), count: checkup?.withoutConsent ?? 0 },
  ];
  reasons.push(
    { key: "excluded", label: t("why.excluded"), count: checkup?.excluded ?? 0 },
    { key: "capped", label: t("why.capped"), count: checkup?.capped ?? 0 },
    { key: "later", label: t("why.later"), count: isCut && checkup !== null ? list.kept - lookedAt(checkup) : 0 },
  );
  if (hasText) {
    const skipped = checkup?.estimate.skipped;
    reasons.push(
      { key: "missing_value", label: t("why.missing_value"), count: skipped?.missing_value ?? 0 },
      { key: "too_long", label: t("why.too_long"), count: skipped?.too_long ?? 0 },
    );
  }
  const lawful = reasons.reduce((sum, reason) => sum + reason.count, 0);
  for (const reason of rowRefusals) {
    if (reason !== "duplicate") reasons.push({ key: reason, label: groups(reason), count: refused[reason] });
  }
  const unique = list.rows - refused.duplicate;
  const sendable = Math.max(0, list.kept - lawful);
  const figures = [
    ["total", list.rows],
    ["unique", unique],
    [purpose === "send" ? "sendable" : "taken", sendable],
    [purpose === "send" ? "notSendable" : "notTaken", unique - sendable],
  ] as const;
  return (
    <>
      <dl className="tally">
        {figures.map(([key, count]) => (
          <div key={key}>
            <dt>{t(`tally.${key}`)}</dt>
            <dd>{format.number(count, "count")}</dd>
          </div>
        ))}
      </dl>
      <Reasons {...{ reasons, purpose }} count={unique - sendable} duplicates={refused.duplicate} />
    </>
  );
}

/** How many people of the list the check was about. */
function lookedAt({ estimate, suppressed, withoutConsent, excluded, capped }: Checkup): number {
  return estimate.people + suppressed + withoutConsent + excluded + capped;
}

interface ReasonsProps {
  reasons: readonly Reason[];
  purpose: ListPurpose;
  count: number;
  duplicates: number;
}

function Reasons({ reasons, purpose, count, duplicates }: ReasonsProps) {
  const t = useTranslations("compose.why");
  const format = useFormatter();
  if (count === 0 && duplicates === 0) return null;
  return (
    <details className="note note-block" open>
      <summary className="sm">{t(purpose === "send" ? "title" : "titleTaken", { count })}</summary>
      <ul className="reasons">
        {reasons
          .filter((reason) => reason.count > 0)
          .map((reason) => (
            <li key={reason.key} className="row sm">
              <span className="grow">{reason.label}</span>
              <span className="num">{format.number(reason.count, "count")}</span>
            </li>
          ))}
      </ul>
      {duplicates > 0 && (
        <p className="sm muted">{t(purpose === "send" ? "duplicates" : "duplicatesTaken", { count: duplicates })}</p>
      )}
    </details>
  );
}
