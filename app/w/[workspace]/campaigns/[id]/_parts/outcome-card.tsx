import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { StackedBar } from "#components/ui/stacked-bar";
import type { Progress } from "#lib/domain/campaigns/report";
import { account } from "#lib/domain/messages/model";

interface OutcomeCardProps {
  progress: Progress;
  parts: readonly { parts: number; messages: number }[];
}

/** From selected to delivered, and how many parts the texts took. */
export function OutcomeCard({ progress, parts }: OutcomeCardProps) {
  const t = useTranslations("report");
  const format = useFormatter();
  const { people, counts } = progress;
  const totals = account(counts);
  const rows = [
    { key: "selected", label: t("funnel.selected"), value: people, look: "m-ink" },
    { key: "sendable", label: t("funnel.sendable"), value: people - totals.skipped, look: "m-ink" },
    { key: "handed", label: t("funnel.handed"), value: totals.sent, look: "m-ink" },
    { key: "delivered", label: t("funnel.delivered"), value: counts.delivered, look: "m-ok" },
  ];
  return (
    <Card className="c6" aria-labelledby="outcome">
      <CardHeader id="outcome" title={t("funnel.title")} />
      <CardBody className="stack">
        <div className="stack stack-3">
          {rows.map((row) => (
            <div className="hb" key={row.key}>
              <span>{row.label}</span>
              <b>
                {format.number(row.value, "count")}{" "}
                <span className="muted">{format.number(people === 0 ? 0 : row.value / people, "percentFine")}</span>
              </b>
              <span className="sbar" aria-hidden="true">
                {row.value > 0 && <i className={row.look} style={{ width: `${(row.value / people) * 100}%` }} />}
              </span>
            </div>
          ))}
        </div>
        {parts.length > 0 && (
          <div className="stack stack-2">
            <h3 className="lab">{t("parts.title")}</h3>
            <StackedBar
              label={t("parts.title")}
              parts={parts.map((row, index) => ({
                key: String(row.parts),
                label: t("parts.count", { n: row.parts }),
                value: row.messages,
                look: index === 0 ? "ink" : index === 1 ? "soft" : "quiet",
              }))}
            />
          </div>
        )}
      </CardBody>
    </Card>
  );
}
