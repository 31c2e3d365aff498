"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { withProof } from "#components/ui/proof-request";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface CloseButtonProps {
  action: (input: { typed: string }) => Promise<FormAnswer>;
  name: string;
  /** Connections whose keys are revoked. */
  connections: number;
}

/** Begins the end of a workspace, after its name was typed. */
export function CloseButton({ action, name, connections }: CloseButtonProps) {
  const t = useTranslations("settings.delete");
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const close = () => {
    setAsking(false);
    setProblem(undefined);
  };
  const run = async (form: FormData) => {
    const answer = await withProof(() => action({ typed: String(form.get("typed") ?? "") }));
    if (!answer.ok) return setProblem(answer.error.message);
    close();
    router.refresh();
  };
  return (
    <>
      <Button look="danger" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        {t("action")}
      </Button>
      <ConfirmDialog
        {...{ isOpen: isAsking, onClose: close, action: run, error: problem, typed: name }}
        title={t("ask", { name })}
        text={t("askText", { connections })}
        confirmLabel={t("confirm")}
      />
    </>
  );
}

/** Takes the deletion of a workspace back. */
export function KeepButton({ action }: { action: (form: FormData) => Promise<FormAnswer> }) {
  const t = useTranslations("settings.delete");
  const router = useRouter();
  const { send, refusal } = useFormAnswer(async (form: FormData) => {
    const answer = await action(form);
    router.refresh();
    return answer;
  });
  return (
    <form action={send} className="stack">
      <RefusalLine refusal={refusal} />
      <div className="row">
        <SubmitButton look="primary">{t("keep")}</SubmitButton>
      </div>
    </form>
  );
}
