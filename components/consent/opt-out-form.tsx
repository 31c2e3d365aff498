"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface OptOutFormProps {
  code: string;
  /** Who sends the messages. */
  brand: string;
  /** The end of the number whose own address this is; null where everybody types a number. */
  masked: string | null;
  action: (form: FormData) => Promise<FormAnswer<void>>;
}

/** Asks for one press, and for the number where the address is nobody's own; then says that it is done. */
export function OptOutForm({ code, brand, masked, action }: OptOutFormProps) {
  const t = useTranslations("optOut");
  const locale = useLocale();
  const { send, answer, refusal, field } = useFormAnswer(action);
  if (answer?.ok === true) {
    return (
      <div className="card stack p-6" role="status">
        <h1>{t("done")}</h1>
        <p>{t("doneText", { brand })}</p>
      </div>
    );
  }
  return (
    <div className="card stack p-6">
      <h1>{t("title", { brand })}</h1>
      <p className="text-2">{masked === null ? t("text") : t("own", { number: masked })}</p>
      <form action={send} className="stack stack-3">
        <RefusalLine refusal={refusal} atFields={["person.number_not_valid"]} />
        <input type="hidden" name="code" value={code} />
        <input type="hidden" name="locale" value={locale} />
        {masked === null && (
          <TextField
            label={t("number")}
            hint={t("hint")}
            type="tel"
            inputMode="tel"
            autoComplete="tel-national"
            required
            maxLength={40}
            {...field("number", "", "person.number_not_valid")}
          />
        )}
        <SubmitButton look="primary" block>
          {t("submit")}
        </SubmitButton>
      </form>
    </div>
  );
}
