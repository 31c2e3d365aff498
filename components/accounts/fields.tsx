"use client";

import { useTranslations } from "next-intl";
import type { FormState } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { PasswordField } from "#components/ui/password-input";

interface FieldOf {
  form: FormState<unknown>;
}

/** The address of a new or known account. */
export function EmailField({ form }: FieldOf) {
  const t = useTranslations("auth.fields");
  return (
    <TextField
      label={t("email")}
      type="email"
      inputMode="email"
      autoComplete="username"
      autoCapitalize="off"
      spellCheck={false}
      required
      {...form.field("email", "", "account.email_not_valid")}
    />
  );
}

/** A person's name. */
export function NameField({ form }: FieldOf) {
  const t = useTranslations("auth.fields");
  return <TextField label={t("name")} autoComplete="name" required {...form.field("name", "", "account.name_empty")} />;
}

/** A password that is being chosen. The browser does not check its length: the answer says more than it could. */
export function NewPasswordField({ form, label }: FieldOf & { label?: string | undefined }) {
  const t = useTranslations("auth.fields");
  return (
    <PasswordField
      label={label ?? t("password")}
      hint={t("passwordHint")}
      autoComplete="new-password"
      required
      {...form.field("password", "", "account.weak_password")}
    />
  );
}

interface CodeFieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** A recovery code has letters. */
  isRecovery?: boolean | undefined;
  /** Whether it takes the focus when it comes. Not in a dialog that opens with it: that would forget where focus was. */
  isFirst?: boolean;
}

/** A code of the authenticator app, or a recovery code. */
export function CodeField({ label, hint, error, isRecovery, isFirst = true }: CodeFieldProps) {
  return (
    <TextField
      key={isRecovery ? "recovery" : "code"}
      label={label}
      hint={hint}
      error={error}
      name="code"
      inputMode={isRecovery ? "text" : "numeric"}
      autoComplete={isRecovery ? "off" : "one-time-code"}
      autoCapitalize="off"
      spellCheck={false}
      autoFocus={isFirst}
      required
    />
  );
}
