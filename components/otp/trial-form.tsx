"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { type Choice, SelectField } from "#components/ui/select";
import { SubmitButton } from "#components/ui/submit-button";
import type { Verification } from "#lib/domain/otp/model";

/** Sends a code to a number of one's own, and checks what was typed. */
export interface Trial {
  readonly send: (form: FormData) => Promise<FormAnswer<{ readonly codeId: string; readonly isSure: boolean }>>;
  readonly verify: (form: FormData) => Promise<FormAnswer<Verification>>;
}

interface TrialFormProps {
  profileId: string;
  digits: number;
  numbers: readonly Choice[];
  trial: Trial;
}

/** Tries a profile on a verified number of one's own. The code comes by SMS and only there. */
export function TrialForm({ profileId, digits, numbers, trial }: TrialFormProps) {
  const t = useTranslations("otp.trial");
  const router = useRouter();
  const sending = useFormAnswer(trial.send);
  const verifying = useFormAnswer(async (form) => {
    const told = await trial.verify(form);
    if (told.ok) router.refresh();
    return told;
  });
  if (numbers.length === 0) return <p className="hint">{t("noNumber")}</p>;
  const sent = sending.answer?.ok === true ? sending.answer.result : null;
  const came = verifying.answer?.ok === true ? verifying.answer.result : null;
  return (
    <div className="stack">
      <form action={sending.send} className="stack stack-3">
        <RefusalLine refusal={sending.refusal} />
        <input type="hidden" name="profileId" value={profileId} />
        <SelectField label={t("number")} name="numberId" options={numbers} defaultValue={sending.typed("numberId")} />
        <div>
          <SubmitButton look={sent === null ? "primary" : "secondary"}>
            {t(sent === null ? "send" : "again")}
          </SubmitButton>
        </div>
      </form>
      {sent !== null && (
        <form action={verifying.send} className="stack stack-3">
          <p role="status">{t(sent.isSure ? "sent" : "unsure")}</p>
          <RefusalLine refusal={verifying.refusal} />
          <input type="hidden" name="codeId" value={sent.codeId} />
          <TextField
            label={t("code")}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            minLength={digits}
            maxLength={digits}
          />
          <div>
            <SubmitButton look="primary">{t("verify")}</SubmitButton>
          </div>
          {came !== null && (
            <p role="status">{came.kind === "wrong" ? t("wrong", { tries: came.triesLeft }) : t(came.kind)}</p>
          )}
        </form>
      )}
    </div>
  );
}
