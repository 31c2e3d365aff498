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
