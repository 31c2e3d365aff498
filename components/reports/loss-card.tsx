import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MessageWhy } from "#components/messages/message-why";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import type { ReasonCount } from "#lib/domain/campaigns/report";
import { knownProviderCode } from "#lib/domain/messages/provider-codes";
import { statesOfView } from "#lib/domain/messages/schema";

interface LossCardProps {
  reasons: readonly ReasonCount[];
  /** Address of the list of those who did not get it; none for whoever may not see people. */
  href?: string | undefined;
  /** Address of the list of those of one line. */
  hrefOf?: ((reason: ReasonCount) => string | undefined) | undefined;
  /** Tries again those not reached for a passing reason; none while it runs, and for those who may not write. */
  retry?: ReactNode;
  className?: string | undefined;
}

/** The rest is in the list behind the link. */
const MOST_ROWS = 8;

/** Why recipients did not get the message, most frequent first: in plain words, with the provider's raw code. */
export function LossCard({ reasons, href, hrefOf, retry, className = "c5" }: LossCardProps) {
  const t = useTranslations("report.reasons");
  // The list behind the link holds those who were tried in vain, not those who were left out beforehand.
  const lost = reasons.filter(({ state }) => statesOfView.lost.includes(state));
  const total = lost.reduce((sum, reason) => sum + reason.messages, 0);
  const rows = reasons.slice(0, MOST_ROWS);
  const most = Math.max(1, ...rows.map((row) => row.messages));
  return (
    <Card className={className} aria-labelledby="losses">
      <CardHeader id="losses" title={t("title")}>
        {total > 0 && href !== undefined && (
          <Link className="lnk sm" href={href} scroll={false}>
            {t("show", { n: total })}
          </Link>
        )}
      </CardHeader>
      <CardBody className="stack stack-3">
        {reasons.length === 0 && <p className="sm muted">{t("none")}</p>}
        <ul className="stack stack-3">
          {rows.map((row) => (
            <Loss
              key={`${row.state}/${row.reason}/${row.providerCode}`}
              row={row}
              share={row.messages / most}
              href={hrefOf?.(row)}
            />
          ))}
        </ul>
        {reasons.length > MOST_ROWS && <p className="sm muted">{t("more", { n: reasons.length - MOST_ROWS })}</p>}
        {retry}
      </CardBody>
    </Card>
  );
}

function Loss({ row, share, href }: { row: ReasonCount; share: number; href: string | undefined }) {
  const t = useTranslations("provider");
  const format = useFormatter();
  const { state, reason, providerCode, messages } = row;
  const known = reason === null ? knownProviderCode(providerCode) : null;
  const count = format.number(messages, "count");
  const look = state === "unknown" ? "m-warn" : state === "skipped" ? "m-soft" : "m-bad";
  return (
    <li className="hb">
      <span>
        <MessageWhy state={state} reason={reason} providerCode={providerCode} />
        {known !== null && <span className="cap muted block">{t(`code.${known}`)}</span>}
      </span>
      <b>
        {href === undefined ? (
          count
        ) : (
          <Link className="lnk" href={href} scroll={false} prefetch={false}>
            {count}
          </Link>
        )}
      </b>
      <span className="sbar" aria-hidden="true">
        <i className={look} style={{ width: `${share * 100}%` }} />
      </span>
    </li>
  );
}
