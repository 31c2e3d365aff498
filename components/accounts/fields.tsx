"use client";

import { useTranslations } from "next-intl";
import type { FormState } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { PasswordField } from "#components/ui/password-input";
import { fieldError } from "#components/ui/refusal-line";

interface FieldOf {
  form: FormState<unknown>;
}

/** The address of a new or known account. */
export function EmailField({ form }: FieldOf) {
  const t = useTranslations("auth.fields");
  return (
    <TextField
      label={t("email")}
      name="email"
      type="email"
      inputMode="email"
      autoComplete="username"
      autoCapitalize="off"
      spellCheck={false}
      required
      defaultValue={form.typed("email")}
      error={fieldError(form.refusal, "email", "account.email_not_valid")}
    />
  );
}

/** A person's name. */
export function NameField({ form }: FieldOf) {
  const t = useTranslations("auth.fields");
  return (
    <TextField
      label={t("name")}
      name="name"
      autoComplete="name"
      required
      defaultValue={form.typed("name")}
      error={fieldError(form.refusal, "name", "account.name_empty")}
    />
  );
}

/** A password that is being chosen. The browser does not check its length: the answer says more than it could. */
export function NewPasswordField({ form, label }: FieldOf & { label?: string | undefined }) {
  const t = useTranslations("auth.fields");
  return (
    <PasswordField
      label={label ?? t("password")}
      hint={t("passwordHint")}
      name="password"
      autoComplete="new-password"
      required
      defaultValue={form.typed("password")}
      error={fieldError(form.refusal, "password", "account.weak_password")}
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
