import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";

/** One column: a day, a month, four hours. */
export interface ChartColumn {
  key: string;
  /** Short, for under the axis. */
  tick: string;
  /** In full, for the readout and the table. */
  name: string;
  value: number;
  /** What stood in this place in the period before. */
  before?: number | undefined;
  /** Still being counted. */
  isOpen?: boolean | undefined;
  /** Leads from the table to what was counted. */
  href?: string | undefined;
}

interface ChartTableProps {
  label: string;
  series: string;
  beforeSeries?: string | undefined;
  unit: string;
  columns: readonly ChartColumn[];
  format: "count" | "percentFine";
}

/** What a chart shows, as a table that opens under it. */
export function ChartTable({ label, series, beforeSeries, unit, columns, format: kind }: ChartTableProps) {
  const t = useTranslations("common");
  const format = useFormatter();
  return (
    <details className="twin">
      <summary className="lnk sm">{t("asTable")}</summary>
      <div className="tw chart-table">
        <table className="dense">
          <caption className="vh">{label}</caption>
          <thead>
            <tr>
              <th scope="col">{unit}</th>
              <th scope="col" className="r">
                {series}
              </th>
              {beforeSeries !== undefined && (
                <th scope="col" className="r">
                  {beforeSeries}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.key}>
                <th scope="row">
                  {column.href === undefined ? (
                    column.name
                  ) : (
                    <Link className="lnk" href={column.href} prefetch={false}>
                      {column.name}
                    </Link>
                  )}
                </th>
                <td className="r">{format.number(column.value, kind)}</td>
                {beforeSeries !== undefined && <td className="r muted">{format.number(column.before ?? 0, kind)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
