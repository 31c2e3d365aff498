import { clsx } from "clsx";
import CircleAlert from "lucide-react/icons/circle-alert";
import { type ReactNode, useId } from "react";
import { Icon } from "#components/ui/icon";

/** One of several ways to go on. */
export interface RadioOption {
  value: string;
  label: ReactNode;
  /** The consequence, in a few words. */
  description?: ReactNode;
  /** A figure at the end of the line, such as the parts left. */
  aside?: ReactNode;
  disabled?: boolean | undefined;
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
  error?: ReactNode;
}

/** One choice, all of them in sight. Native radios: arrows move, the form posts without a script. */
export function RadioGroup(props: RadioGroupProps) {
  const { legend, name, options, look = "lines", defaultValue, value, onValueChange, hideLegend, error } = props;
  const errorId = useId();
  return (
    <fieldset className="stack stack-2" aria-describedby={error === undefined ? undefined : errorId}>
      <legend className={hideLegend ? "vh" : "lab legend-gap"}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={look === "cards" ? "pick" : "check"}>
          <span className={clsx(look === "cards" ? "check" : "contents")}>
            <input
              type="radio"
              name={name}
              value={option.value}
              disabled={option.disabled}
              {...(value === undefined
                ? { defaultChecked: option.value === defaultValue }
                : { checked: option.value === value, onChange: () => onValueChange?.(option.value) })}
            />
            <span className="grow">
              <span className={look === "cards" ? "strong block" : "block"}>{option.label}</span>
              {option.description !== undefined && <span className="sm muted block">{option.description}</span>}
            </span>
          </span>
          {option.aside !== undefined && <span className="sm num nowrap">{option.aside}</span>}
        </label>
      ))}
      {error !== undefined && (
        <p className="err" id={errorId}>
          <Icon of={CircleAlert} />
          <span>{error}</span>
        </p>
      )}
    </fieldset>
  );
}
