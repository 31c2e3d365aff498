"use client";

import { useFormatter, useTranslations } from "next-intl";
import { DialogClose } from "#components/ui/dialog";
import { type FormAnswer, useRefreshingForm } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { Note } from "#components/ui/note";
import { RefusalLine } from "#components/ui/refusal-line";
import type { Choice } from "#components/ui/select";
import { SubmitButton } from "#components/ui/submit-button";
import type { IysAnswer } from "#lib/domain/consent/iys";
import { PeopleField } from "./people-field.tsx";

interface Checked {
  readonly answer: IysAnswer;
  readonly source: string | null;
  readonly at: Date | null;
}

interface AskOneFormProps {
  action: (form: FormData) => Promise<FormAnswer<Checked>>;
  zone: string;
}

/** Asks İYS about one number and shows the answer. */
export function AskOneForm({ action, zone }: AskOneFormProps) {
  const t = useTranslations("consent.iys");
  const format = useFormatter();
  const { send, refusal, answer, field } = useRefreshingForm(action);
  const said = answer?.ok === true ? answer.result : null;
  return (
    <div className="stack stack-3">
      <form action={send} className="filters items-end">
        <TextField
          label={t("check.number")}
          inputMode="tel"
          autoComplete="off"
          required
          maxLength={40}
          {...field("number", "", "person.number_not_valid")}
        />
        <SubmitButton>{t("check.ask")}</SubmitButton>
      </form>
      <RefusalLine refusal={refusal} atFields={["person.number_not_valid"]} />
      <div role="status">
        {said !== null && (
          <Note>
            {t("check.answered", { answer: t(`answer.${said.answer}`) })}
            {said.source !== null && `, ${t("check.source", { source: said.source })}`}
            {said.at !== null &&
              `, ${t("check.given", { date: format.dateTime(said.at, "date", { timeZone: zone }) })}`}
          </Note>
        )}
      </div>
    </div>
  );
}

interface AskManyFormProps {
  action: (form: FormData) => Promise<FormAnswer<{ readonly people: number }>>;
  lists: readonly Choice[];
}

/** Has İYS asked about many. */
export function AskManyForm({ action, lists }: AskManyFormProps) {
  const t = useTranslations("consent.iys.check");
  const done = useTranslations("consent.outcome");
  const form = useRefreshingForm(action);
  if (form.answer?.ok === true) {
    return (
      <div className="stack stack-3">
        <p role="status">{t("started", { count: form.answer.result.people })}</p>
        <div className="dialog-acts">
          <DialogClose look="primary">{done("done")}</DialogClose>
        </div>
      </div>
    );
  }
  return (
    <form action={form.send} className="stack stack-3 dialog-form">
      <PeopleField form={form} lists={lists} />
      <RefusalLine refusal={form.refusal} />
      <div className="dialog-acts">
        <DialogClose>{t("cancel")}</DialogClose>
        <SubmitButton look="primary">{t("submit")}</SubmitButton>
      </div>
    </form>
  );
}
