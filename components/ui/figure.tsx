import { clsx } from "clsx";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon";

/** The one big number of a card. */
export function Figure({ children, unit }: { children: ReactNode; unit?: ReactNode }) {
  return (
    <p className="figure">
      {children}
      {unit !== undefined && <small> {unit}</small>}
    </p>
  );
}

/** How a number moved against the period before. */
export interface Change {
  text: ReactNode;
  direction: "up" | "down" | "flat";
  /** Whether that is good news; undefined where it is neither. */
  isGood?: boolean | undefined;
}

export interface KeyFigure {
  key: string;
  label: ReactNode;
  value: ReactNode;
  change?: Change | undefined;
  /** Leads to the list or the chart behind the number. */
  href?: string | undefined;
  isCurrent?: boolean | undefined;
}

/** Up to four numbers side by side, two by two on a phone. */
export function KeyFigures({ label, items }: { label: string; items: readonly KeyFigure[] }) {
  return (
    <ul className="kpis" aria-label={label}>
      {items.map((item) => (
        <li key={item.key} className={clsx("kpi", item.isCurrent && "on")}>
          <span>{item.label}</span>
          <b>
            {item.href === undefined ? (
              item.value
            ) : (
              <Link href={item.href} scroll={false} aria-current={item.isCurrent ? "true" : undefined}>
                {item.value}
              </Link>
            )}
          </b>
          {item.change !== undefined && <Delta {...item.change} />}
        </li>
      ))}
    </ul>
  );
}

/** A change in a few characters; the arrow shows where, the colour whether that is good. */
function Delta({ text, direction, isGood }: Change) {
  return (
    <span className={clsx("delta", isGood === true && "up", isGood === false && "down")}>
      {direction !== "flat" && <Icon of={direction === "up" ? ArrowUp : ArrowDown} />}
      {text}
    </span>
  );
}
