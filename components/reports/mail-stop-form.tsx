"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface MailStopFormProps {
  token: string;
  /** Whose figures are mailed; null when they are not any more. */
  workspace: string | null;
  action: (form: FormData) => Promise<FormAnswer<void>>;
}

/** Asks for one press, then says that no more mails come. */
export function MailStopForm({ token, workspace, action }: MailStopFormProps) {
  const t = useTranslations("mailStop");
  const locale = useLocale();
  const { send, answer, refusal } = useFormAnswer(action);
  if (workspace === null || answer?.ok === true) {
    return (
      <div className="card stack p-6" role="status">
        <h1>{t("done")}</h1>
        <p>{t("doneText")}</p>
      </div>
    );
  }
  return (
    <div className="card stack p-6">
      <h1>{t("title")}</h1>
      <p className="text-2">{t("text", { workspace })}</p>
      <form action={send} className="stack stack-3">
        <RefusalLine refusal={refusal} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="locale" value={locale} />
        <SubmitButton look="primary" block>
          {t("submit")}
        </SubmitButton>
      </form>
    </div>
  );
}
