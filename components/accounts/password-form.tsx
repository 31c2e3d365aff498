"use client";

import { useTranslations } from "next-intl";
import { type FormAnswer, fieldError, useFormAnswer } from "#components/ui/form-answer";
import { PasswordField } from "#components/ui/password-input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";

interface PasswordFormProps {
  action: (form: FormData) => Promise<FormAnswer>;
  /** For password managers, so that they renew the right entry. */
  email: string;
}

/** Changes the password of a signed-in person. */
export function PasswordForm({ action, email }: PasswordFormProps) {
  const t = useTranslations("account.password");
  const { send, refusal, typed, answer } = useFormAnswer(action);
  // Once it is changed, both fields are empty again; until then what was typed stays.
  const kept = (name: string) => (answer?.ok ? undefined : typed(name));
  return (
    <form action={send} className="stack">
      <RefusalLine refusal={refusal} atFields={["account.weak_password", "account.wrong_current_password"]} />
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label={t("current")}
        name="current"
        autoComplete="current-password"
        required
        defaultValue={kept("current")}
        error={fieldError(refusal, "current", "account.wrong_current_password")}
      />
      <PasswordField
        label={t("next")}
        hint={t("hint")}
        name="password"
        autoComplete="new-password"
        required
        defaultValue={kept("password")}
        error={fieldError(refusal, "password", "account.weak_password")}
      />
      <SaveRow isSaved={answer?.ok === true} submit={t("save")} saved={t("saved")} />
    </form>
  );
}
