import { scaleBand, scaleLinear } from "d3-scale";

/** Where a column stands: across in percent of the width, up in pixels. */
export interface PlacedColumn {
  readonly x: number;
  readonly middle: number;
  readonly width: number;
  readonly top: number;
}

interface Measures {
  /** The height of the drawing, in pixels. */
  readonly height: number;
  /** Room over the highest column and under the axis, in pixels. */
  readonly above: number;
  readonly below: number;
}

/** The lines across a chart: full numbers, at most four, from zero. */
export interface ScaleLine {
  readonly value: number;
  readonly y: number;
}

/** Pixels between two lines of the scale, at least. */
const LINE_ROOM = 52;
/** Room for the figures of the scale, in percent of the width. */
const SCALE_ROOM = 6;
const GAP = 0.3;

/**
 * Lays out columns that stand on zero.
 *
 * @param highest The largest value of anything drawn; a chart of nothing but zeros keeps a scale up to one.
 * @param isShare Values are shares of one: the scale then goes up to a whole.
 */
export function layColumns(keys: readonly string[], highest: number, isShare: boolean, measures: Measures) {
  const { height, above, below } = measures;
  const across = scaleBand<string>()
    .domain(keys)
    .range([SCALE_ROOM, 100])
    .paddingInner(GAP)
    .paddingOuter(GAP / 2);
  const most = Math.max(1, Math.floor((height - above - below) / LINE_ROOM));
  const up = scaleLinear()
    .domain([0, isShare ? 1 : Math.max(highest, 1)])
    .range([height - below, above]);
  if (!isShare) up.nice(most);
  const lines: ScaleLine[] = up
    .ticks(isShare ? 2 : most)
    .filter((value) => value > 0 && (isShare || Number.isInteger(value)))
    .map((value) => ({ value, y: up(value) }));
  const width = across.bandwidth();
  return {
    lines,
    floor: height - below,
    heightOf: (value: number) => up(value),
    place(key: string, value: number): PlacedColumn {
      const x = across(key) ?? 0;
      // A value that exists is never too low to see.
      const top = value > 0 ? Math.min(up(value), height - below - 2) : height - below;
      return { x, width, middle: x + width / 2, top };
    },
  };
}

/** Where everything of a column chart stands. */
export type ColumnLayout = ReturnType<typeof layColumns>;

/** Which columns are named under the axis: at most `most`, evenly apart, the last one always. */
export function namedColumns(count: number, most: number): Set<number> {
  const step = Math.max(1, Math.ceil(count / most));
  const named = new Set<number>();
  for (let index = count - 1; index >= 0; index -= step) named.add(index);
  return named;
}
