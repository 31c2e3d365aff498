import { line } from "d3-shape";
import { useFormatter } from "next-intl";
import { ChartReader } from "#components/ui/chart-reader";
import { type ChartColumn, ChartTable } from "#components/ui/chart-table";
import { type ColumnLayout, layColumns, namedColumns, type PlacedColumn } from "./column-scale.ts";

interface ColumnChartProps {
  /** What the chart shows, in a sentence. */
  label: string;
  /** What the columns count, and what the columns count that are not over yet. */
  series: string;
  openSeries?: string | undefined;
  /** What the broken line counts; there is none without it. */
  beforeSeries?: string | undefined;
  /** What the columns stand for, at the head of the table's first column. */
  unit: string;
  columns: readonly ChartColumn[];
  format?: "count" | "percentFine" | undefined;
  height?: number | undefined;
}

const ABOVE = 24;
const BELOW = 26;
const MOST_NAMES = 6;

/**
 * Columns that stand on zero, drawn by the server: the browser gets the drawing and a reader of a kilobyte.
 *
 * The highest column carries its figure, the same figures stand in a table below, and arrows read them out.
 */
export function ColumnChart(props: ColumnChartProps) {
  const { label, series, columns, beforeSeries, format: kind = "count", height = 212 } = props;
  const format = useFormatter();
  const inWords = (value: number) => format.number(value, kind);
  const highest = Math.max(0, ...columns.flatMap(({ value, before = 0 }) => [value, before]));
  const keys = columns.map(({ key }) => key);
  const chart = layColumns(keys, highest, kind !== "count", { height, above: ABOVE, below: BELOW });
  const placed = columns.map((column) => ({ column, ...chart.place(column.key, column.value) }));
  const points = placed.map(({ column, middle }) => ({
    key: column.key,
    at: middle,
    name: column.name,
    figures: [
      { label: series, value: inWords(column.value) },
      ...(beforeSeries === undefined ? [] : [{ label: beforeSeries, value: inWords(column.before ?? 0) }]),
    ],
  }));
  return (
    <figure className="chart-figure" aria-label={label}>
      <div className="chart-plot">
        <Drawing {...{ placed, chart, height, kind }} hasBefore={beforeSeries !== undefined} />
        <ChartReader label={label} points={points} />
      </div>
      <Legend {...props} />
      <ChartTable {...props} format={kind} />
    </figure>
  );
}

type Placed = PlacedColumn & { column: ChartColumn };

interface DrawingProps {
  placed: readonly Placed[];
  chart: ColumnLayout;
  height: number;
  kind: "count" | "percentFine";
  hasBefore: boolean;
}

/** Hidden from screen readers: the slider over it says the same one column at a time, the table below all at once. */
function Drawing({ placed, chart, height, kind, hasBefore }: DrawingProps) {
  const format = useFormatter();
  return (
    <svg className="chart" height={height} aria-hidden="true">
      {chart.lines.map(({ value, y }) => (
        <line key={value} className="g" x1="0" x2="100%" y1={y} y2={y} />
      ))}
      {placed.map(({ column, x, width, top }) => (
        <rect
          key={column.key}
          className={column.isOpen ? "f-soft" : "f-ink"}
          x={`${x}%`}
          width={`${width}%`}
          y={top}
          height={chart.floor - top}
          rx="2"
        />
      ))}
      {hasBefore && <BeforeLine placed={placed} height={height} yOf={(value) => chart.heightOf(value)} />}
      <line className="base" x1="0" x2="100%" y1={chart.floor + 0.5} y2={chart.floor + 0.5} />
      {chart.lines.map(({ value, y }) => (
        <text key={value} x="0" y={y - 6}>
          {kind === "count" ? format.number(value, "count") : format.number(value, "percent")}
        </text>
      ))}
      <Names placed={placed} y={height - 8} />
      <Peak placed={placed} words={(value) => format.number(value, kind)} />
    </svg>
  );
}

function Peak({ placed, words }: { placed: readonly Placed[]; words: (value: number) => string }) {
  const peak = placed.toSorted((one, other) => other.column.value - one.column.value)[0];
  if (peak === undefined || peak.column.value === 0) return null;
  return (
    <text className="lb" {...anchored(peak.middle)} y={peak.top - 6}>
      {words(peak.column.value)}
    </text>
  );
}

/** Words near an edge grow away from it. */
function anchored(at: number) {
  if (at > 94) return { x: "100%", textAnchor: "end" } as const;
  return { x: `${at}%`, textAnchor: "middle" } as const;
}

function Names({ placed, y }: { placed: readonly Placed[]; y: number }) {
  const named = namedColumns(placed.length, MOST_NAMES);
  return placed.map(
    ({ column, middle }, index) =>
      named.has(index) && (
        <text key={column.key} {...anchored(middle)} y={y}>
          {column.tick}
        </text>
      ),
  );
}

interface BeforeLineProps {
  placed: readonly Placed[];
  height: number;
  yOf: (value: number) => number;
}

/** Drawn in percent of the width as the columns are; a path cannot say so without a drawing of its own. */
function BeforeLine({ placed, height, yOf }: BeforeLineProps) {
  const path = line<Placed>()
    .x(({ middle }) => middle)
    .y(({ column }) => yOf(column.before ?? 0))
    .digits(2);
  return (
    <svg width="100%" height={height} viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path className="before" d={path(placed) ?? ""} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

function Legend({ series, openSeries, beforeSeries, columns }: ColumnChartProps) {
  const isOpen = openSeries !== undefined && columns.some((column) => column.isOpen);
  if (!isOpen && beforeSeries === undefined) return null;
  return (
    <ul className="legend">
      <li>
        <i className="sw m-ink" aria-hidden="true" />
        {series}
      </li>
      {isOpen && (
        <li>
          <i className="sw m-soft" aria-hidden="true" />
          {openSeries}
        </li>
      )}
      {beforeSeries !== undefined && (
        <li>
          <i className="sw sw-line" aria-hidden="true" />
          {beforeSeries}
        </li>
      )}
    </ul>
  );
}
