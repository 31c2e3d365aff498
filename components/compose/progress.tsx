"use client";

import { useFormatter } from "next-intl";

/** How far something is that has an end; `label` gets the share in words. */
export function Progress({ share, label }: { share: number; label: (percent: string) => string }) {
  const format = useFormatter();
  const percent = Math.round(share * 100);
  const text = label(format.number(share, "percent"));
  return (
    <span className="stack stack-2">
      <span className="sm num">{text}</span>
      <span
        className="meter"
        role="progressbar"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <i style={{ width: `${percent}%` }} />
      </span>
    </span>
  );
}
