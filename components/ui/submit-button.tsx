"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "#components/ui/button";

/** Sends its form, and shows that it is being sent. With a `name` and `value` it is busy only when it was the one pressed. */
export function SubmitButton({ disabled, ...props }: Omit<ButtonProps, "type" | "busy">) {
  const { pending, data } = useFormStatus();
  const isMine = props.name === undefined || data?.get(props.name) === String(props.value ?? "");
  return <Button {...props} type="submit" busy={pending && isMine} disabled={disabled || (pending && !isMine)} />;
}
