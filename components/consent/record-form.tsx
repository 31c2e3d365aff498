"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DialogClose } from "#components/ui/dialog";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { Segmented } from "#components/ui/segmented";
import { type Choice, SelectField } from "#components/ui/select";
import { SubmitButton } from "#components/ui/submit-button";
import { TextAreaField } from "#components/ui/textarea";
import { type ConsentStatus, consentSources, consentStatuses, firstDay, wordsLength } from "#lib/domain/consent/model";
import type { RecordOutcome } from "#lib/domain/consent/outcome";
import { PeopleField } from "./people-field.tsx";
import { RecordResult } from "./record-result.tsx";

type Send = (form: FormData) => Promise<FormAnswer<RecordOutcome>>;

interface RecordFormProps {
  /** What records a consent, and what records a refusal. */
  actions: Readonly<Record<ConsentStatus, Send>>;
  lists: readonly Choice[];
  /** The day it is in the workspace's zone. */
  today: string;
}

/** Records what people said, and then says what became of each number. */
export function RecordForm(props: RecordFormProps) {
  const [round, setRound] = useState(0);
  return <Round key={round} {...props} onAgain={() => setRound(round + 1)} />;
}

function Round({ actions, lists, today, onAgain }: RecordFormProps & { onAgain: () => void }) {
  const t = useTranslations("consent.record");
  const sources = useTranslations("consent.source");
  const router = useRouter();
  const [status, setStatus] = useState<ConsentStatus>("granted");
  const form = useFormAnswer(async (sent) => {
    sent.delete("status");
    const answer = await actions[status](sent);
    if (answer.ok) router.refresh();
    return answer;
  });
  if (form.answer?.ok === true) {
    return <RecordResult status={status} outcome={form.answer.result} onAgain={onAgain} />;
  }
  const { refusal } = form;
  return (
    <form action={form.send} className="stack stack-3 dialog-form">
      <div>
        <Segmented
          label={t("what")}
          name="status"
          value={status}
          options={consentStatuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          onValueChange={(value) => setStatus(value === "refused" ? "refused" : "granted")}
        />
      </div>
      <p className="hint">{t(`meaning.${status}`)}</p>
      <PeopleField form={form} lists={lists} />
      <div className="grid gap-3 tablet:grid-cols-2">
        <SelectField
          label={t("source")}
          required
          options={consentSources.map((value) => ({ value, label: sources(value) }))}
          placeholder={t("choose")}
          {...form.field("source")}
        />
        <TextField
          label={t(`day.${status}`)}
          type="date"
          required
          min={firstDay}
          max={today}
          {...form.field("givenOn", "", "consent.future_date")}
        />
      </div>
      <TextAreaField
        label={t("proof")}
        hint={t(`proofHint.${status}`)}
        rows={2}
        required
        minLength={wordsLength.fewest}
        maxLength={wordsLength.most}
        {...form.field("proof")}
      />
      <RefusalLine refusal={refusal} atFields={["consent.future_date"]} />
      <div className="dialog-acts">
        <DialogClose>{t("cancel")}</DialogClose>
        <SubmitButton look="primary">{t(`submit.${status}`)}</SubmitButton>
      </div>
    </form>
  );
}
