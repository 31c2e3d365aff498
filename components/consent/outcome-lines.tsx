"use client";

import { useTranslations } from "next-intl";
import { type CheckLine, CheckList } from "#components/ui/check-list";
import type { UnreadEntries } from "#lib/domain/consent/outcome";

/** One count of an outcome; lines that count nobody are left out. */
export interface OutcomeLine {
  key: string;
  state: CheckLine["state"];
  count: number;
  text: string;
  note?: string | undefined;
}

interface OutcomeLinesProps {
  lines: readonly OutcomeLine[];
  unread: UnreadEntries;
}

/** What became of every number, and which entries were none. */
export function OutcomeLines({ lines, unread }: OutcomeLinesProps) {
  const t = useTranslations("consent.outcome");
  const all: OutcomeLine[] = [
    ...lines,
    { key: "repeated", state: "off", count: unread.repeated, text: t("repeated", { count: unread.repeated }) },
    { key: "unread", state: "bad", count: unread.count, text: t("unread", { count: unread.count }) },
  ];
  const shown = all.filter(({ count }) => count > 0);
  return (
    <div className="stack stack-3" role="status">
      {shown.length === 0 ? (
        <p>{t("nothing")}</p>
      ) : (
        <CheckList
          lines={shown.map(({ key, state, text, note }) => ({
            ...{ key, state, title: text, stateLabel: t(`state.${state}`) },
            ...(note === undefined ? {} : { text: note }),
          }))}
        />
      )}
      {unread.named.length > 0 && <Unread unread={unread} />}
    </div>
  );
}

function Unread({ unread }: { unread: UnreadEntries }) {
  const t = useTranslations("consent.outcome");
  const reasons = useTranslations("imports.reason");
  const rest = unread.count - unread.named.length;
  // A line may hold the same entry twice; it is named once.
  const named = new Map(unread.named.map((entry) => [`${entry.line} ${entry.raw}`, entry]));
  return (
    <details>
      <summary className="lnk sm w-fit">{t("which")}</summary>
      <ul className="stack stack-2 sm mt-2">
        {[...named].map(([key, entry]) => (
          <li key={key} className="row wrap">
            <span className="num muted">{t("line", { line: entry.line })}</span>
            <span className="num wrap-anywhere">{entry.raw}</span>
            <span className="muted">{reasons(entry.reason)}</span>
          </li>
        ))}
        {rest > 0 && <li className="muted">{t("more", { count: rest })}</li>}
      </ul>
    </details>
  );
}
