"use client";

import { useTranslations } from "next-intl";
import { NewPasswordField } from "#components/accounts/fields";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface NewPasswordFormProps {
  action: (form: FormData) => Promise<FormAnswer>;
  /** Of the mailed link. */
  token: string;
  /** For password managers, so that they renew the right entry. */
  email: string;
}

/** Chooses a password with a mailed link. */
export function NewPasswordForm({ action, token, email }: NewPasswordFormProps) {
  const t = useTranslations("auth");
  const form = useFormAnswer(action);
  return (
    <form action={form.send} className="stack">
      <RefusalLine refusal={form.refusal} atFields={["account.weak_password"]} />
      <input type="hidden" name="token" value={token} />
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField form={form} label={t("fields.newPassword")} />
      <SubmitButton look="primary" block>
        {t("newPassword.submit")}
      </SubmitButton>
    </form>
  );
}
