"use client";

import { clsx } from "clsx";
import { type KeyboardEvent, type PointerEvent, useState } from "react";

/** One place of a chart, as it is read out. */
export interface ChartPoint {
  key: string;
  /** How far across it stands, in percent of the width. */
  at: number;
  name: string;
  figures: readonly { label: string; value: string }[];
}

interface ChartReaderProps {
  /** What the chart shows. */
  label: string;
  points: readonly ChartPoint[];
}

/**
 * Reads out a chart that the server has drawn: by pointer what stands under it, by keyboard one place after the other.
 *
 * Underneath it is a slider, so arrows, Home and End work as everywhere, and a screen reader says each place in words.
 */
export function ChartReader({ label, points }: ChartReaderProps) {
  const [shown, setShown] = useState<number | null>(null);
  const last = points.length - 1;
  const at = shown ?? last;
  const point = points[at];
  if (point === undefined) return null;
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setShown(nearest(points, ((event.clientX - left) / width) * 100));
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key === "Escape") setShown(null);
  };
  return (
    <div className="chart-reader" onPointerMove={follow} onPointerDown={follow} onPointerLeave={() => setShown(null)}>
      <input
        type="range"
        min={0}
        max={last}
        value={at}
        aria-label={label}
        aria-valuetext={[point.name, ...point.figures.map(({ label: name, value }) => `${name}: ${value}`)].join(", ")}
        onChange={(event) => setShown(event.currentTarget.valueAsNumber)}
        onFocus={() => setShown(at)}
        onBlur={() => setShown(null)}
        onKeyDown={leave}
      />
      {shown !== null && <Readout point={point} />}
    </div>
  );
}

function Readout({ point }: { point: ChartPoint }) {
  return (
    <div className="chart-at" style={{ left: `${point.at}%` }} aria-hidden="true">
      <div className={clsx("chart-tip", point.at > 50 && "to-left")}>
        <b>{point.name}</b>
        {point.figures.map(({ label, value }) => (
          <span key={label}>
            {label} <b>{value}</b>
          </span>
        ))}
      </div>
    </div>
  );
}

function nearest(points: readonly ChartPoint[], at: number): number {
  let best = 0;
  for (const [index, point] of points.entries()) {
    if (Math.abs(point.at - at) < Math.abs((points[best]?.at ?? 0) - at)) best = index;
  }
  return best;
}
