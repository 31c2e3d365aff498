"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Field } from "#components/ui/field";
import type { FormAnswer } from "#components/ui/form-answer";
import { Input } from "#components/ui/input";
import { withProof } from "#components/ui/proof-request";
import { toast } from "#components/ui/toast";

interface EraseFormProps {
  action: (input: { number: string }) => Promise<FormAnswer<{ readonly messages: number; readonly rows: number }>>;
}

/** Erases the person behind a number, after asking once more. */
export function EraseForm({ action }: EraseFormProps) {
  const t = useTranslations("settings.person");
  const [number, setNumber] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const erase = async () => {
    const answer = await withProof(() => action({ number }));
    if (!answer.ok) return setProblem(answer.error.message);
    setAsking(false);
    setNumber("");
    toast({ tone: "ok", text: t("done", answer.result) });
  };
  const close = () => {
    setAsking(false);
    setProblem(undefined);
  };
  return (
    <>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setAsking(true);
        }}
      >
        <Field label={t("number")}>
          {(wiring) => (
            <Input
              {...wiring}
              type="tel"
              name="number"
              autoComplete="off"
              numeric
              required
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          )}
        </Field>
        <div className="row">
          <Button type="submit" look="danger" aria-haspopup="dialog">
            {t("action")}
          </Button>
        </div>
      </form>
      {/* Beside the form: what is sent inside a dialog rises through the page as if it stood here. */}
      <ConfirmDialog
        {...{ isOpen: isAsking, onClose: close, action: erase, error: problem }}
        title={t("ask")}
        text={t("askText")}
        confirmLabel={t("action")}
      />
    </>
  );
}
