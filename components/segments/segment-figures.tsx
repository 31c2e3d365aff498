import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import type { SegmentCount } from "#lib/domain/segments/rule";

interface SegmentFiguresProps {
  /** Null before the first count. */
  count: SegmentCount | null;
  /** The figures are of an earlier rule. */
  isOld: boolean;
}

/** How many a rule is true of, and how many of them can be written to. */
export function SegmentFigures({ count, isOld }: SegmentFiguresProps) {
  const t = useTranslations("segments.count");
  const format = useFormatter();
  const figure = (value: number | undefined) => (value === undefined ? "–" : format.number(value, "count"));
  return (
    <dl className={clsx("segment-figures", isOld && "is-old")} aria-live="polite" aria-busy={isOld && count !== null}>
      <div>
        <dt>{t("people")}</dt>
        <dd className="figure">{figure(count?.people)}</dd>
      </div>
      {(["reachable", "consented"] as const).map((key) => (
        <div key={key}>
          <dt>
            {t(key)}
            <span className="cap muted block">{t(`${key}Note`)}</span>
          </dt>
          <dd className="num strong">{figure(count?.[key])}</dd>
        </div>
      ))}
    </dl>
  );
}
