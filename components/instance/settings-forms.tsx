"use client";

import { useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RadioGroup } from "#components/ui/radio-group";
import { RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";
import { TextAreaField } from "#components/ui/textarea";
import { noteLength } from "#lib/domain/instance/model";

type Action = (form: FormData) => Promise<FormAnswer>;

/** Whether people may open accounts by themselves. */
export function SignUpForm({ isOpen, isFixed, action }: { isOpen: boolean; isFixed: boolean; action: Action }) {
  const t = useTranslations("instance.signUp");
  const { send, refusal, answer } = useFormAnswer(action);
  if (isFixed) return <p className="sm muted">{t("fixed")}</p>;
  return (
    <form action={send} className="stack stack-3">
      <RefusalLine refusal={refusal} />
      <RadioGroup
        key={String(isOpen)}
        legend={t("legend")}
        name="isOpen"
        look="lines"
        defaultValue={isOpen ? "yes" : "no"}
        options={[
          { value: "yes", label: t("open") },
          { value: "no", label: t("closed") },
        ]}
      />
      <SaveRow isSaved={answer?.ok === true} submit={t("submit")} saved={t("saved")} />
    </form>
  );
}

/** How many people a new workspace may reach on its first day. */
export function RampForm({ people, action }: { people: number | null; action: Action }) {
  const t = useTranslations("instance.ramp");
  const { send, refusal, answer, field } = useFormAnswer(action);
  return (
    <form action={send} className="stack stack-3">
      <RefusalLine refusal={refusal} />
      <TextField
        label={t("label")}
        hint={t("hint")}
        inputMode="numeric"
        numeric
        optional
        {...field("people", people)}
      />
      <SaveRow isSaved={answer?.ok === true} submit={t("submit")} saved={t("saved")} />
    </form>
  );
}

/** What everybody is told at the top of each page. */
export function NoteForm({ note, action }: { note: { tr: string; en: string } | null; action: Action }) {
  const t = useTranslations("instance.note");
  const language = useTranslations("common.language");
  const { send, refusal, answer, field } = useFormAnswer(action);
  return (
    <form action={send} className="stack stack-3">
      <RefusalLine refusal={refusal} />
      {(["tr", "en"] as const).map((locale) => (
        <TextAreaField
          key={locale}
          label={language(locale)}
          lang={locale}
          rows={2}
          maxLength={noteLength.most}
          {...field(locale, note?.[locale])}
        />
      ))}
      <SaveRow isSaved={answer?.ok === true} submit={t("submit")} saved={t("saved")} />
    </form>
  );
}
