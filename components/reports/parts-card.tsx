import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import type { Figures, ReportLine } from "#lib/domain/rollups/model";

interface PartsCardProps {
  figures: Figures;
  lines: readonly ReportLine[];
}

/** The looks of one part, of two, and of more. */
const looks = ["m-ink", "m-second", "m-quiet"] as const;
const lookOf = (index: number) => looks[index] ?? "m-soft";

/** How many people got it in how many parts. */
export function PartsCard({ figures, lines }: PartsCardProps) {
  const t = useTranslations("report.parts");
  const format = useFormatter();
  const sent = lines.filter((line) => line.figures.sent > 0);
  const share = (line: ReportLine) => (figures.sent === 0 ? 0 : line.figures.sent / figures.sent);
  return (
    <Card className="c5" aria-labelledby="parts">
      <CardHeader id="parts" title={t("title")}>
        <span className="sm muted num">{t("total", { n: figures.parts })}</span>
      </CardHeader>
      <CardBody className="stack stack-3">
        <span className="sbar sbar-l" aria-hidden="true">
          {sent.map((line, index) => (
            <i key={line.key} className={lookOf(index)} style={{ width: `${share(line) * 100}%` }} />
          ))}
        </span>
        <ul className="stack stack-2 sm num">
          {sent.map((line, index) => (
            <li key={line.key} className="row">
              <i className={clsx("sw", lookOf(index))} aria-hidden="true" />
              <span className="grow">{t("count", { n: Number(line.key) })}</span>
              <b className="strong">{t("people", { n: line.figures.sent })}</b>
              <span className="muted share">{format.number(share(line), "percentFine")}</span>
            </li>
          ))}
        </ul>
        {figures.sent > 0 && (
          <p className="parted row sm num">
            <span className="grow muted">{t("each")}</span>
            {t("eachParts", { n: figures.parts / figures.sent })}
          </p>
        )}
      </CardBody>
    </Card>
  );
}
