"use client";

import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { type FormAnswer, useRefreshingForm } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";
import type { ApprovalPolicy } from "#lib/domain/campaigns/approval";

interface ApprovalFormProps {
  action: (form: FormData) => Promise<FormAnswer>;
  policy: ApprovalPolicy;
}

/** The sizes above which nobody sends alone. */
export function ApprovalForm({ action, policy }: ApprovalFormProps) {
  const t = useTranslations("review.policy");
  const { send, refusal, field, answer } = useRefreshingForm(action);
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody>
        <form action={send} className="stack">
          <RefusalLine refusal={refusal} />
          <p className="sm muted">{t("text")}</p>
          {(["people", "parts"] as const).map((name) => (
            <TextField
              key={name}
              label={t(name)}
              hint={t(`${name}Hint`)}
              inputMode="numeric"
              numeric
              optional
              className="field-short"
              {...field(name, policy[name])}
            />
          ))}
          <SaveRow look="primary" isSaved={answer?.ok === true} submit={t("save")} saved={t("saved")} />
        </form>
      </CardBody>
    </Card>
  );
}
