"use client";

import MailCheck from "lucide-react/icons/mail-check";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmailField, NameField } from "#components/accounts/fields";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface MailFormProps {
  /** What the link of the mail is for: opening an account also asks for a name. */
  kind: "signUp" | "reset";
  action: (form: FormData) => Promise<FormAnswer>;
  /** How long the link of the mail works. */
  minutes: number;
  /** Below the form. */
  children: ReactNode;
}

/** Asks for a mail with a link, then says that it is on its way, in the same words whether the address is known or not. */
export function MailForm({ kind, action, minutes, children }: MailFormProps) {
  const t = useTranslations("auth");
  const form = useFormAnswer(action);
  if (form.answer?.ok) return <Sent kind={kind} email={form.typed("email") ?? ""} minutes={minutes} />;
  return (
    <>
      <div>
        <h1>{t(`${kind}.title`)}</h1>
        <p className="muted">{t(`${kind}.text`)}</p>
      </div>
      <form action={form.send} className="stack">
        <RefusalLine refusal={form.refusal} />
        {kind === "signUp" && <NameField form={form} />}
        <EmailField form={form} />
        <SubmitButton look="primary" block>
          {t(`${kind}.submit`)}
        </SubmitButton>
      </form>
      {children}
    </>
  );
}

function Sent({ kind, email, minutes }: { kind: MailFormProps["kind"]; email: string; minutes: number }) {
  const t = useTranslations("auth");
  const key = kind === "signUp" ? "sent.text" : "sent.resetText";
  return (
    <div role="status" className="stack">
      <Icon of={MailCheck} size="large" tone="ok" />
      <h1>{t("sent.title")}</h1>
      <p>{t(key, { email, minutes })}</p>
      <p className="sm muted">{t("sent.spam")}</p>
      <p className="sm">
        <Link href="/sign-in">{t("reset.back")}</Link>
      </p>
    </div>
  );
}
