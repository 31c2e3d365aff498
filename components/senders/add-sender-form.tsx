"use client";

import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { type FormAnswer, fieldError, useRefreshingForm } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";

interface AddSenderFormProps {
  connectionId: string;
  /** The provider as people know it, and the account where there may be several. */
  label: string;
  account: string;
  action: (form: FormData) => Promise<FormAnswer>;
}

/** Where a provider lists no senders, a person types one. */
export function AddSenderForm({ connectionId, label, account, action }: AddSenderFormProps) {
  const t = useTranslations("senders.add");
  const { send, refusal, typed, answer } = useRefreshingForm(action);
  return (
    <Card>
      <CardHeader title={t("title", { label })} />
      <CardBody>
        <form action={send} className="stack stack-3">
          <p className="sm text-2">
            {t("text", { label })} <span className="muted">{t("account", { name: account })}</span>
          </p>
          <RefusalLine refusal={refusal} />
          <input type="hidden" name="connectionId" value={connectionId} />
          <TextField
            label={t("name")}
            hint={t("hint")}
            name="name"
            required
            maxLength={11}
            autoComplete="off"
            spellCheck={false}
            className="field-short"
            defaultValue={refusal === null ? "" : (typed("name") ?? "")}
            error={fieldError(refusal, "name")}
          />
          <SaveRow isSaved={answer?.ok === true} submit={t("submit")} saved={t("done")} />
        </form>
      </CardBody>
    </Card>
  );
}
