"use client";

import { useTranslations } from "next-intl";
import { EmailField, NameField, NewPasswordField } from "#components/accounts/fields";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

/** The first account of an instance. */
export function FirstOwnerForm({ action }: { action: (form: FormData) => Promise<FormAnswer> }) {
  const t = useTranslations("auth.welcome");
  const form = useFormAnswer(action);
  return (
    <form action={form.send} className="stack">
      <RefusalLine refusal={form.refusal} atFields={["account.weak_password"]} />
      <NameField form={form} />
      <EmailField form={form} />
      <NewPasswordField form={form} />
      <SubmitButton look="primary" block>
        {t("submit")}
      </SubmitButton>
    </form>
  );
}
