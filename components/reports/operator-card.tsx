import { useFormatter, useTranslations } from "next-intl";
import { ShareCell } from "#components/reports/share-cell";
import { Card, CardFooter, CardHeader } from "#components/ui/card";
import { type Column, Table } from "#components/ui/table";
import { type Operator, operators } from "#lib/domain/messages/operator";
import { deliveryRate, type ReportLine } from "#lib/domain/rollups/model";

interface OperatorCardProps {
  lines: readonly ReportLine[];
}

/** What became of the messages in each operator's network. */
export function OperatorCard({ lines }: OperatorCardProps) {
  const t = useTranslations("report.operators");
  const names = useTranslations("report.operator");
  const format = useFormatter();
  const sent = lines.filter(({ figures }) => figures.sent > 0);
  const name = ({ key }: ReportLine) => names(operatorOf(key));
  const columns: Column<ReportLine>[] = [
    { key: "operator", header: t("operator"), cell: (line) => <span className="t">{name(line)}</span> },
    {
      key: "sent",
      header: t("sent"),
      align: "end",
      onPhone: "hidden",
      cell: ({ figures }) => format.number(figures.sent, "count"),
    },
    {
      key: "delivered",
      header: t("delivered"),
      align: "end",
      onPhone: "end",
      cell: ({ figures }) => (
        <>
          {format.number(figures.delivered, "count")}
          <span className="only-m muted">&nbsp;/ {format.number(figures.sent, "count")}</span>
        </>
      ),
    },
    {
      key: "rate",
      header: t("rate"),
      width: "38%",
      onPhone: "full",
      cell: (line) => <ShareCell share={deliveryRate(line.figures)} label={t("rateOf", { name: name(line) })} />,
    },
  ];
  return (
    <Card className="c7" fill aria-labelledby="operators">
      <CardHeader id="operators" title={t("title")} />
      <Table caption={t("title")} columns={columns} rows={sent} rowKey={({ key }) => key} />
      <CardFooter>{t("guessed")}</CardFooter>
    </Card>
  );
}

/** An operator that a newer version knows counts as one that we cannot tell. */
function operatorOf(key: string): Operator {
  return operators.find((known) => known === key) ?? "unknown";
}
