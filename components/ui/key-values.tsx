import type { CSSProperties, ReactNode } from "react";

export interface KeyValue {
  key: string;
  term: ReactNode;
  value: ReactNode;
  /** Under the value, in `Facts`. */
  note?: ReactNode;
}

/** Terms and values in two columns, as in a side panel. */
export function KeyValues({ items }: { items: readonly KeyValue[] }) {
  return (
    <dl className="kv">
      {items.map((item) => (
        <div key={item.key} className="contents">
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Terms over values side by side, as at the head of a campaign. `figures` makes the values large. */
export function Facts({ items, figures }: { items: readonly KeyValue[]; figures?: boolean | undefined }) {
  return (
    <dl className="facts" style={{ "--facts": Math.min(items.length, 5) } as CSSProperties}>
      {items.map((item) => (
        <div key={item.key}>
          <dt>{item.term}</dt>
          <dd className={figures ? "figure" : undefined}>
            {item.value}
            {item.note !== undefined && <small>{item.note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
