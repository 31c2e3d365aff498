"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { DialogClose } from "#components/ui/dialog";
import { type FormAnswer, useRefreshingForm } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import type { Choice } from "#components/ui/select";
import { SubmitButton } from "#components/ui/submit-button";
import { TextAreaField } from "#components/ui/textarea";
import { wordsLength } from "#lib/domain/consent/model";
import type { SuppressOutcome } from "#lib/domain/consent/outcome";
import { OutcomeLines } from "./outcome-lines.tsx";
import { PeopleField } from "./people-field.tsx";

interface SuppressFormProps {
  action: (form: FormData) => Promise<FormAnswer<SuppressOutcome>>;
  lists: readonly Choice[];
}

/** Puts numbers on the suppression list, and then says what became of each. */
export function SuppressForm(props: SuppressFormProps) {
  const [round, setRound] = useState(0);
  return <Round key={round} {...props} onAgain={() => setRound(round + 1)} />;
}

function Round({ action, lists, onAgain }: SuppressFormProps & { onAgain: () => void }) {
  const t = useTranslations("consent");
  const form = useRefreshingForm(action);
  if (form.answer?.ok === true) {
    const { added, already, unread } = form.answer.result;
    return (
      <div className="stack stack-3">
        <OutcomeLines
          unread={unread}
          lines={[
            { key: "added", state: "ok", count: added, text: t("outcome.suppress.added", { count: added }) },
            { key: "already", state: "off", count: already, text: t("outcome.suppress.already", { count: already }) },
          ]}
        />
        <div className="dialog-acts">
          <Button onClick={onAgain}>{t("outcome.again")}</Button>
          <DialogClose look="primary">{t("outcome.done")}</DialogClose>
        </div>
      </div>
    );
  }
  return (
    <form action={form.send} className="stack stack-3 dialog-form">
      <PeopleField form={form} lists={lists} />
      <TextAreaField
        label={t("suppress.reason")}
        hint={t("suppress.reasonHint")}
        rows={2}
        required
        minLength={wordsLength.fewest}
        maxLength={wordsLength.most}
        {...form.field("reason")}
      />
      <RefusalLine refusal={form.refusal} />
      <div className="dialog-acts">
        <DialogClose>{t("record.cancel")}</DialogClose>
        <SubmitButton look="primary">{t("suppress.submit")}</SubmitButton>
      </div>
    </form>
  );
}
