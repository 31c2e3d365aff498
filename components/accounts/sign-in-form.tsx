"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { PasswordField } from "#components/ui/password-input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface SignInFormProps {
  action: (form: FormData) => Promise<FormAnswer>;
  /** Where to go afterwards. */
  next: string | undefined;
}

/** E-mail and password. */
export function SignInForm({ action, next }: SignInFormProps) {
  const t = useTranslations("auth");
  const { send, refusal, typed } = useFormAnswer(action);
  return (
    <form action={send} className="stack">
      <RefusalLine refusal={refusal} />
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <TextField
        label={t("fields.email")}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        required
        defaultValue={typed("email")}
      />
      <PasswordField
        label={t("fields.password")}
        aside={<Link href="/reset">{t("signIn.forgot")}</Link>}
        name="password"
        autoComplete="current-password"
        required
        defaultValue={typed("password")}
      />
      <SubmitButton look="primary" block>
        {t("signIn.submit")}
      </SubmitButton>
    </form>
  );
}
