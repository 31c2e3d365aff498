import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { Field, type FieldText } from "#components/ui/field";

/** Several lines of text. */
function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={clsx("in", className)} />;
}

/** Several labelled lines of text. */
export function TextAreaField(props: FieldText & ComponentProps<"textarea">) {
  const { label, hint, error, optional, aside, className, ...rest } = props;
  return (
    <Field label={label} hint={hint} error={error} optional={optional} aside={aside} className={className}>
      {(wiring) => <TextArea {...rest} {...wiring} />}
    </Field>
  );
}
