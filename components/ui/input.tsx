import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { Field, type FieldText } from "#components/ui/field";

interface InputProps extends ComponentProps<"input"> {
  /** For ids, keys and numbers to compare: figures of one width. */
  numeric?: boolean | undefined;
}

/** A line of text. Use it inside a Field, or take TextField, which is both. */
export function Input({ numeric, className, ...rest }: InputProps) {
  return <input {...rest} className={clsx("in", numeric && "num", className)} />;
}

/** A labelled line of text. */
export function TextField({ label, hint, error, optional, aside, className, ...rest }: FieldText & InputProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} aside={aside} className={className}>
      {(wiring) => <Input {...rest} {...wiring} />}
    </Field>
  );
}
