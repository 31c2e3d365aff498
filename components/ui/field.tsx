import { clsx } from "clsx";
import CircleAlert from "lucide-react/icons/circle-alert";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Icon } from "#components/ui/icon";

/** What a control must carry so that its label, hint and error belong to it. Spread it on the input. */
export interface ControlWiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** What every labelled control takes. */
export interface FieldText {
  label: ReactNode;
  /** Said before anything is wrong: format, consequence. */
  hint?: ReactNode;
  /** What is wrong and how to put it right; the control is marked invalid while it is there. */
  error?: ReactNode;
  /** Says "optional" beside the label. Required is the usual case and is not marked. */
  optional?: boolean | undefined;
  /** At the end of the label's line, such as a "forgotten" link. */
  aside?: ReactNode;
}

interface FieldProps extends FieldText {
  className?: string | undefined;
  children: (wiring: ControlWiring) => ReactNode;
}

/** A label, a control, and what is said about it, tied together by ids. */
export function Field({ label, hint, error, optional, aside, className, children }: FieldProps) {
  const t = useTranslations("common");
  const id = useId();
  const hasError = error !== undefined && error !== null && error !== false && error !== "";
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const describedBy = clsx(hintId, hasError && `${id}-error`) || undefined;
  return (
    <div className={clsx("field", className)}>
      <div className="row">
        <label className="lab" htmlFor={id}>
          {label}
        </label>
        {optional && <span className="hint">{t("optional")}</span>}
        {aside !== undefined && <span className="sm end">{aside}</span>}
      </div>
      {children({ id, "aria-describedby": describedBy, "aria-invalid": hasError || undefined })}
      {hintId && (
        <p className="hint" id={hintId}>
          {hint}
        </p>
      )}
      {hasError && (
        <p className="err" id={`${id}-error`}>
          <Icon of={CircleAlert} />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
