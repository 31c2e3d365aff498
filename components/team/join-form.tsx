"use client";

import { useTranslations } from "next-intl";
import { NameField, NewPasswordField } from "#components/accounts/fields";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface InviteFormProps {
  token: string;
  action: (form: FormData) => Promise<FormAnswer>;
}

/** Opens an account for the invited address, which is fixed, and takes the invitation. */
export function JoinForm({ token, email, action }: InviteFormProps & { email: string }) {
  const t = useTranslations("invite");
  const form = useFormAnswer(action);
  return (
    <form action={form.send} className="stack">
      <RefusalLine refusal={form.refusal} atFields={["account.weak_password", "account.name_empty"]} />
      <input type="hidden" name="token" value={token} />
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <NameField form={form} />
      <NewPasswordField form={form} />
      <SubmitButton look="primary" block>
        {t("join")}
      </SubmitButton>
    </form>
  );
}

/** Takes the invitation with the account that is signed in. */
export function AcceptForm({ token, action }: InviteFormProps) {
  const t = useTranslations("invite");
  const form = useFormAnswer(action);
  return (
    <form action={form.send} className="stack">
      <RefusalLine refusal={form.refusal} />
      <input type="hidden" name="token" value={token} />
      <SubmitButton look="primary" block>
        {t("accept")}
      </SubmitButton>
    </form>
  );
}

/** Asks for a new invitation in place of one that ran out. */
export function AskForm({ token, action }: InviteFormProps) {
  const t = useTranslations("invite");
  const form = useFormAnswer(action);
  if (form.answer?.ok === true) return <p role="status">{t("asked")}</p>;
  return (
    <form action={form.send} className="stack">
      <RefusalLine refusal={form.refusal} />
      <input type="hidden" name="token" value={token} />
      <SubmitButton look="primary">{t("ask")}</SubmitButton>
    </form>
  );
}
