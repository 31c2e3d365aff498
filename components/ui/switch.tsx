import type { ComponentProps, ReactNode } from "react";

interface SwitchProps extends Omit<ComponentProps<"input">, "type" | "role" | "children"> {
  label: ReactNode;
  /** Keeps the words for assistive technology only, where a column heading already says them. */
  hideLabel?: boolean | undefined;
}

/** On or off, at once. For something that waits for a save button, take a Checkbox. */
export function Switch({ label, hideLabel, className, ...rest }: SwitchProps) {
  return (
    <label className="switch">
      {/* biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox says by itself whether it is on */}
      <input {...rest} type="checkbox" role="switch" />
      <i aria-hidden="true" />
      <span className={hideLabel ? "vh" : undefined}>{label}</span>
    </label>
  );
}
