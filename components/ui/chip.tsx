import { clsx } from "clsx";
import X from "lucide-react/icons/x";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { Icon } from "#components/ui/icon";
import { VisuallyHidden } from "#components/ui/visually-hidden";

/** A filter that is set, with its value; following the link takes it off. */
export function FilterChip({ name, value, clearHref, clearLabel }: FilterChipProps) {
  return (
    <Link className="chip on" href={clearHref} scroll={false}>
      {name} <b>{value}</b>
      <Icon of={X} size="small" />
      <VisuallyHidden>{clearLabel}</VisuallyHidden>
    </Link>
  );
}

interface FilterChipProps {
  name: ReactNode;
  value: ReactNode;
  clearHref: string;
  /** Such as "remove the filter", for assistive technology. */
  clearLabel: string;
}

interface ChipButtonProps extends ComponentProps<"button"> {
  isPressed?: boolean | undefined;
  /** Dashed: it adds something. */
  isAdd?: boolean | undefined;
}

/** A small choice to press: a filter to add, a value to put in. */
export function ChipButton({ isPressed, isAdd, className, ...rest }: ChipButtonProps) {
  return (
    <button type="button" {...rest} aria-pressed={isPressed} className={clsx("chip", isAdd && "chip-add", className)} />
  );
}
