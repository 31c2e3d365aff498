import { useFormatter, useTranslations } from "next-intl";
import { Card, CardFooter, CardHeader } from "#components/ui/card";
import type { Bill } from "#lib/domain/reports/bill";
import type { Figures } from "#lib/domain/rollups/model";

interface BillCardProps {
  bill: Bill;
  figures: Figures;
}

/** From the parts that were estimated to those that are billed, line by line. */
export function BillCard({ bill, figures }: BillCardProps) {
  const t = useTranslations("report.bill");
  const format = useFormatter();
  const { refused, cancelled, unknown } = figures;
  const left = [
    { key: "refused", people: refused, parts: bill.refused },
    { key: "cancelled", people: cancelled, parts: bill.cancelled },
    { key: "unknown", people: unknown, parts: bill.unknown },
  ] as const;
  const count = (value: number) => format.number(value, "count");
  const less = (value: number) => (value === 0 ? count(0) : `−${count(value)}`);
  const isTold = figures.told > 0;
  return (
    <Card className="c7" fill aria-labelledby="bill">
      <CardHeader id="bill" title={t("title")} />
      <div className="tw">
        <table>
          <caption className="vh">{t("title")}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="vh">{t("line")}</span>
              </th>
              <th scope="col" className="r">
                {t("parts")}
              </th>
            </tr>
          </thead>
          <tbody>
            <Line words={t("estimated")} figure={count(bill.estimated)} />
            {left.map(
              ({ key, people, parts }) =>
                parts > 0 && <Line key={key} words={t(key)} note={t("people", { n: people })} figure={less(parts)} />,
            )}
            {bill.waitingToGo > 0 && <Line words={t("waitingToGo")} figure={less(bill.waitingToGo)} />}
            <Line words={t("sent")} note={t("people", { n: figures.sent })} figure={count(bill.sent)} />
            {isTold && <Line words={t("notCharged")} figure={less(bill.sent - bill.billed)} />}
            <Line words={t("billed")} figure={count(bill.billed)} isSum />
          </tbody>
        </table>
      </div>
      <CardFooter>{isTold ? t("told", { n: figures.told }) : t("ourCount")}</CardFooter>
    </Card>
  );
}

interface LineProps {
  words: string;
  note?: string | undefined;
  figure: string;
  isSum?: boolean | undefined;
}

function Line({ words, note, figure, isSum = false }: LineProps) {
  return (
    <tr>
      <th scope="row" className={isSum ? "strong" : undefined}>
        {words} {note !== undefined && <span className="muted">{note}</span>}
      </th>
      <td className="r">{isSum ? <b>{figure}</b> : figure}</td>
    </tr>
  );
}
