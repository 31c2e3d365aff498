import { clsx } from "clsx";
import ChevronDown from "lucide-react/icons/chevron-down";
import type { ComponentProps } from "react";
import { Field, type FieldText } from "#components/ui/field";
import { Icon } from "#components/ui/icon";

/** One thing to choose. */
export interface Choice {
  value: string;
  label: string;
  disabled?: boolean | undefined;
}

interface SelectProps extends ComponentProps<"select"> {
  options: readonly Choice[];
  /** Shown while nothing is chosen; it cannot be chosen again. */
  placeholder?: string | undefined;
}

/**
 * One choice from a list. It is the browser's own control: on a phone it opens the phone's wheel, and it posts with its
 * form before any script has run.
 */
function Select({ options, placeholder, className, ...rest }: SelectProps) {
  const isOpenChoice = placeholder !== undefined && rest.value === undefined && rest.defaultValue === undefined;
  return (
    <span className={clsx("sel", className)}>
      {/* A form that was sent is reset, and a select then shows the default it was born with; React never changes that. */}
      <select
        key={String(rest.defaultValue ?? "")}
        {...rest}
        defaultValue={isOpenChoice ? "" : rest.defaultValue}
        className="in"
      >
        {placeholder !== undefined && (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon of={ChevronDown} />
    </span>
  );
}

/** A labelled choice from a list. */
export function SelectField({ label, hint, error, optional, aside, className, ...rest }: FieldText & SelectProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} aside={aside} className={className}>
      {(wiring) => <Select {...rest} {...wiring} />}
    </Field>
  );
}
