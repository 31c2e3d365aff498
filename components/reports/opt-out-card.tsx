import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { ColumnChart } from "#components/ui/column-chart";

interface OptOutCardProps {
  /** People in each span of hours after they got it. */
  spans: readonly number[];
  /** Hours of a span. */
  hours: number;
  delivered: number;
}

/** Who refused further messages in the three days after they got this one. */
export function OptOutCard({ spans, hours, delivered }: OptOutCardProps) {
  const t = useTranslations("report.optOuts");
  const format = useFormatter();
  const people = spans.reduce((sum, span) => sum + span, 0);
  const columns = spans.map((value, index) => {
    const [from, to] = [index * hours, (index + 1) * hours];
    return { key: String(from), tick: t("tick", { hours: to }), name: t("span", { from, to }), value };
  });
  const share = format.number(delivered === 0 ? 0 : people / delivered, { style: "percent", maximumFractionDigits: 2 });
  return (
    <Card className="c5" aria-labelledby="opt-outs">
      <CardHeader id="opt-outs" title={t("title")}>
        <b className="sm num">{format.number(people, "count")}</b>
      </CardHeader>
      <CardBody className="stack stack-3">
        {people === 0 ? (
          <p className="sm muted">{t("none")}</p>
        ) : (
          <>
            <ColumnChart label={t("chart")} series={t("people")} unit={t("unit")} columns={columns} height={148} />
            <p className="sm muted">{t("text", { n: people, share })}</p>
          </>
        )}
      </CardBody>
    </Card>
  );
}
