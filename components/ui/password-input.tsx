"use client";

import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { Field, type FieldText } from "#components/ui/field";
import { Icon } from "#components/ui/icon";

type PasswordInputProps = Omit<ComponentProps<"input">, "type">;

/** A secret line, hidden until asked for. Pasting works: password managers paste. */
function PasswordInput({ className, ...rest }: PasswordInputProps) {
  const t = useTranslations("common.password");
  const [isShown, setShown] = useState(false);
  const label = isShown ? t("hide") : t("show");
  return (
    <span className="in">
      <input {...rest} type={isShown ? "text" : "password"} autoCapitalize="off" spellCheck={false} />
      <button
        type="button"
        className="in-end"
        aria-pressed={isShown}
        aria-label={t("show")}
        title={label}
        onClick={() => setShown(!isShown)}
      >
        <Icon of={isShown ? EyeOff : Eye} />
      </button>
    </span>
  );
}

/** A labelled secret line. */
export function PasswordField(props: FieldText & PasswordInputProps) {
  const { label, hint, error, optional, aside, className, ...rest } = props;
  return (
    <Field label={label} hint={hint} error={error} optional={optional} aside={aside} className={className}>
      {(wiring) => <PasswordInput {...rest} {...wiring} />}
    </Field>
  );
}
