"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { type Choice, SelectField } from "#components/ui/select";
import { SubmitButton } from "#components/ui/submit-button";
import type { Verification } from "#lib/domain/otp/model";

interface SentCode {
  readonly codeId: string;
  /** Whether the provider said that it took it. */
  readonly isSure: boolean;
}

/** Sends a code to a number of one's own, and checks what was typed. */
export interface Trial {
  readonly send: (form: FormData) => Promise<FormAnswer<SentCode>>;
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
  // A new code may be refused for a while; the one before can be typed all the same.
  const [sent, setSent] = useState<SentCode | null>(null);
  const sending = useFormAnswer(async (form) => {
    const told = await trial.send(form);
    if (told.ok) setSent(told.result);
    return told;
  });
  if (numbers.length === 0) return <p className="hint">{t("noNumber")}</p>;
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
      {sent !== null && <VerifyForm key={sent.codeId} sent={sent} digits={digits} verify={trial.verify} />}
    </div>
  );
}

interface VerifyFormProps {
  sent: SentCode;
  digits: number;
  verify: Trial["verify"];
}

/** Checks what was typed against the code that was sent last. */
function VerifyForm({ sent, digits, verify }: VerifyFormProps) {
  const t = useTranslations("otp.trial");
  const router = useRouter();
  const verifying = useFormAnswer(async (form) => {
    const told = await verify(form);
    if (told.ok) router.refresh();
    return told;
  });
  const came = verifying.answer?.ok === true ? verifying.answer.result : null;
  return (
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
  );
}
