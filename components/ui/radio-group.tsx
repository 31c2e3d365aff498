import { clsx } from "clsx";
import type { ReactNode } from "react";

/** One of several ways to go on. */
export interface RadioOption {
  value: string;
  label: ReactNode;
  /** The consequence, in a few words. */
  description?: ReactNode;
}

interface RadioGroupProps {
  legend: ReactNode;
  name: string;
  options: readonly RadioOption[];
  /** `cards` where each way needs a sentence, `lines` where a word says it. */
  look?: "cards" | "lines" | undefined;
  defaultValue?: string | undefined;
  /** With a value the choice is the caller's to keep. */
  value?: string | undefined;
  onValueChange?: ((value: string) => void) | undefined;
  hideLegend?: boolean | undefined;
}

/** One choice, all of them in sight. Native radios: arrows move, the form posts without a script. */
export function RadioGroup(props: RadioGroupProps) {
  const { legend, name, options, look = "lines", defaultValue, value, onValueChange, hideLegend } = props;
  return (
    <fieldset className="stack stack-2">
      <legend className={hideLegend ? "vh" : "lab legend-gap"}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={look === "cards" ? "pick" : "check"}>
          <span className={clsx(look === "cards" ? "check" : "contents")}>
            <input
              type="radio"
              name={name}
              value={option.value}
              {...(value === undefined
                ? { defaultChecked: option.value === defaultValue }
                : { checked: option.value === value, onChange: () => onValueChange?.(option.value) })}
            />
            <span className="grow">
              <span className={look === "cards" ? "strong block" : "block"}>{option.label}</span>
              {option.description !== undefined && <span className="sm muted block">{option.description}</span>}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
