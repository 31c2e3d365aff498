"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CodeField } from "#components/accounts/fields";
import { Button } from "#components/ui/button";
import { type FormAnswer, fieldError, useFormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface CodeFormProps {
  action: (form: FormData) => Promise<FormAnswer>;
  next: string | undefined;
}

/** The second step of a sign-in: a code of the app, or one of recovery when the phone is lost. */
export function CodeForm({ action, next }: CodeFormProps) {
  const t = useTranslations("auth.code");
  const [isRecovery, setRecovery] = useState(false);
  const { send, refusal } = useFormAnswer(action);
  return (
    <form action={send} className="stack">
      <RefusalLine refusal={refusal} atFields={["account.wrong_code"]} />
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <CodeField
        label={isRecovery ? t("recovery") : t("code")}
        hint={isRecovery ? t("recoveryHint") : t("codeHint")}
        error={fieldError(refusal, "code", "account.wrong_code")}
        isRecovery={isRecovery}
      />
      <SubmitButton look="primary" block>
        {t("submit")}
      </SubmitButton>
      <div className="stack stack-3">
        <Button look="quiet" block onClick={() => setRecovery(!isRecovery)}>
          {isRecovery ? t("haveApp") : t("lostPhone")}
        </Button>
        <p className="sm text-center">
          <Link href="/sign-in">{t("back")}</Link>
        </p>
      </div>
    </form>
  );
}
