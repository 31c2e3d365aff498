import { clsx } from "clsx";
import type { ReactNode } from "react";

interface MeterProps {
  /** What is measured, for assistive technology. */
  label: string;
  value: number;
  max: number;
  /** The value in words, such as "38,420 of 120,000 parts". */
  valueText?: string | undefined;
  /** A lone measure is ink; a state is said beside it in words as well. */
  tone?: "ink" | "ok" | "warn" | "bad" | undefined;
}

const tones = { ink: undefined, ok: "o", warn: "w", bad: "b" };

/** How full something is. */
export function Meter({ label, value, max, valueText, tone = "ink" }: MeterProps) {
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  return (
    // A native meter cannot be drawn alike in all browsers.
    // biome-ignore lint/a11y/useSemanticElements: see above
    <span
      className="meter"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText}
    >
      <i className={tones[tone]} style={{ width: `${share * 100}%` }} />
    </span>
  );
}

interface BarRowProps extends MeterProps {
  name: ReactNode;
  figure: ReactNode;
}

/** A line of a small bar chart: name, figure, bar. */
export function BarRow({ name, figure, ...meter }: BarRowProps) {
  return (
    <li className={clsx("hb")}>
      <span className="trunc">{name}</span>
      <b>{figure}</b>
      <Meter {...meter} />
    </li>
  );
}
