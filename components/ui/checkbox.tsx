import type { ComponentProps, ReactNode } from "react";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type" | "children"> {
  label: ReactNode;
  /** What ticking it means, under the label. */
  description?: ReactNode;
}

/** One thing to tick. */
export function Checkbox({ label, description, className, ...rest }: CheckboxProps) {
  return (
    <label className="check">
      <input {...rest} type="checkbox" />
      <span>
        {label}
        {description !== undefined && <span className="sm muted block">{description}</span>}
      </span>
    </label>
  );
}

/** A box without words beside it, as in a table row; its name is for assistive technology. */
export function BareCheckbox({ label, ...rest }: Omit<ComponentProps<"input">, "type"> & { label: string }) {
  return (
    <label className="check">
      <input {...rest} type="checkbox" />
      <span className="vh">{label}</span>
    </label>
  );
}
