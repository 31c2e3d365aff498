import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody } from "#components/ui/card";
import { Facts } from "#components/ui/key-values";
import type { Bill } from "#lib/domain/reports/bill";
import type { DeliveryEstimate } from "#lib/domain/rollups/estimate";
import { deliveryRate, type Figures, reportsNote } from "#lib/domain/rollups/model";

interface ResultCardProps {
  figures: Figures;
  bill: Bill;
  /** People who refused within 72 hours. */
  optOuts: number;
  /** What a sample tells of a campaign that is so large that not everybody was asked about yet. */
  estimate: DeliveryEstimate | null;
}

function useRate(figures: Figures, estimate: DeliveryEstimate | null) {
  const t = useTranslations("report.result");
  const format = useFormatter();
  const percent = (share: number) => format.number(share, "percentFine");
  if (estimate !== null) {
    const { rate, low, high, known, covered, sent } = estimate;
    const interval = { low: percent(low), high: percent(high), n: known, covered: percent(covered / sent) };
    return { term: t("rateEstimated"), value: `≈ ${percent(rate)}`, note: t("rateSample", interval) };
  }
  const rate = deliveryRate(figures);
  const n = figures.delivered + figures.lost;
  return { term: t("rate"), value: rate === null ? "–" : percent(rate), note: t("rateOf", { n }) };
}

/** What came of a campaign, in four figures; nothing where nobody was handed over. */
export function ResultCard({ figures, bill, optOuts, estimate }: ResultCardProps) {
  const t = useTranslations("report.result");
  const format = useFormatter();
  const rate = useRate(figures, estimate);
  const count = (value: number) => format.number(value, "count");
  const { delivered, waiting, sent, refused, unknown } = figures;
  if (sent + refused + unknown === 0) return null;
  const fewer = bill.estimated - bill.billed;
  const compared = fewer === 0 ? t("asEstimated") : t(fewer > 0 ? "fewer" : "moreParts", { n: Math.abs(fewer) });
  const share = format.number(delivered === 0 ? 0 : optOuts / delivered, {
    style: "percent",
    maximumFractionDigits: 2,
  });
  return (
    <Card aria-label={t("title")}>
      <CardBody className="notes-under">
        <Facts
          figures
          items={[
            { key: "rate", ...rate },
            {
              key: "billed",
              term: t("billed"),
              value: count(bill.billed),
              note: bill.unknown > 0 ? t("unknownParts", { n: bill.unknown }) : compared,
            },
            { key: "optOuts", term: t("optOuts"), value: count(optOuts), note: t("optOutShare", { share }) },
            {
              key: "waiting",
              term: t("waiting"),
              value: count(waiting),
              note: t(reportsNote(figures), { n: unknown }),
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
