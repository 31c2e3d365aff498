import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MessageWhy } from "#components/messages/message-why";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import type { ReasonCount } from "#lib/domain/campaigns/report";
import { statesOfView } from "#lib/domain/messages/schema";

interface LossCardProps {
  reasons: readonly ReasonCount[];
  /** Address of the list of those who did not get it. */
  href: string;
  /** Tries again those not reached for a passing reason; none while it runs, and for those who may not write. */
  retry: ReactNode;
}

/** The rest is in the list behind the link. */
const MOST_ROWS = 6;

type Loss = Pick<ReasonCount, "state" | "reason" | "messages">;

/** One line for what a person reads as one reason, most frequent first; the provider's codes stand with each message. */
function byReason(reasons: readonly ReasonCount[]): Loss[] {
  const found = new Map<string, Loss>();
  for (const { state, reason, messages } of reasons) {
    const key = reason ?? state;
    found.set(key, { state, reason, messages: messages + (found.get(key)?.messages ?? 0) });
  }
  return [...found.values()].toSorted((one, other) => other.messages - one.messages);
}

/** Why recipients did not get the message, most frequent first. */
export function LossCard({ reasons, href, retry }: LossCardProps) {
  const t = useTranslations("report.reasons");
  const format = useFormatter();
  // The list behind the link holds those who were tried in vain, not those who were left out beforehand.
  const lost = reasons.filter(({ state }) => statesOfView.lost.includes(state));
  const total = lost.reduce((sum, reason) => sum + reason.messages, 0);
  const rows = byReason(reasons).slice(0, MOST_ROWS);
  const most = Math.max(1, ...rows.map((row) => row.messages));
  return (
    <Card className="c6" aria-labelledby="losses">
      <CardHeader id="losses" title={t("title")}>
        {total > 0 && (
          <Link className="lnk sm" href={href} scroll={false}>
            {t("show", { n: total })}
          </Link>
        )}
      </CardHeader>
      <CardBody className="stack stack-3">
        {reasons.length === 0 && <p className="sm muted">{t("none")}</p>}
        {rows.map((row) => (
          <div className="hb" key={`${row.state}/${row.reason}`}>
            <span>
              <MessageWhy state={row.state} reason={row.reason} />
            </span>
            <b>{format.number(row.messages, "count")}</b>
            <span className="sbar" aria-hidden="true">
              <i
                className={row.state === "unknown" ? "m-warn" : row.state === "skipped" ? "m-soft" : "m-bad"}
                style={{ width: `${(row.messages / most) * 100}%` }}
              />
            </span>
          </div>
        ))}
        {retry}
      </CardBody>
    </Card>
  );
}
