import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";

interface SegmentedProps {
  /** What is being chosen, for assistive technology. */
  label: string;
  name: string;
  options: readonly { value: string; label: ReactNode }[];
  defaultValue?: string | undefined;
  value?: string | undefined;
  onValueChange?: ((value: string) => void) | undefined;
}

/** One of a few views of the same thing. Radios underneath: arrows move between them. */
export function Segmented({ label, name, options, defaultValue, value, onValueChange }: SegmentedProps) {
  return (
    <fieldset className="seg">
      <legend className="vh">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            className="vh"
            type="radio"
            name={name}
            value={option.value}
            {...(value === undefined
              ? { defaultChecked: option.value === defaultValue }
              : { checked: option.value === value, onChange: () => onValueChange?.(option.value) })}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

/** A place one link leads to. */
export interface LinkItem {
  href: string;
  label: ReactNode;
  isCurrent: boolean;
}

/** The same, where the choice is kept in the address. */
export function SegmentedLinks({ label, items }: { label: string; items: readonly LinkItem[] }) {
  return (
    <nav className="seg" aria-label={label}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.isCurrent ? "true" : undefined}
          className={clsx(item.isCurrent && "on")}
          scroll={false}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  );
}
