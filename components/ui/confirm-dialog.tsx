"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button, type ButtonShape } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { Input } from "#components/ui/input";
import { withProof } from "#components/ui/proof-request";
import { SubmitButton } from "#components/ui/submit-button";
import { matchesTyped } from "./typed-name";

interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** What will happen, and what cannot be taken back. */
  text: ReactNode;
  /** Verb and object, as on the button that led here. */
  confirmLabel: ReactNode;
  /** What turning back is called, where "cancel" could be taken for the deed itself. */
  closeLabel?: ReactNode;
  /** `primary` where something is sent, `danger` where something ends. */
  look?: "primary" | "danger" | undefined;
  /** A name or number to type first; the button stays off until it is right. */
  typed?: string | undefined;
  /** What it answers is shown elsewhere; a proof of who the person is, if it is needed first, is asked for here. */
  action: (form: FormData) => unknown;
  /** Hidden fields, and what helps to decide. */
  children?: ReactNode;
  /** Why it was refused; the dialog stays open. */
  error?: ReactNode;
}

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    isOpen,
    onClose,
    title,
    text,
    confirmLabel,
    closeLabel,
    look = "danger",
    typed,
    action,
    children,
    error,
  } = props;
  const t = useTranslations("common");
  const formId = useId();
  const [written, setWritten] = useState("");
  const close = () => {
    setWritten("");
    onClose();
  };
  const mayConfirm = typed === undefined || matchesTyped(typed, written);
  return (
    <Dialog kind="alert" isOpen={isOpen} onClose={close} title={title} text={text}>
      <form
        id={formId}
        action={async (form) => void (await withProof(async () => action(form)))}
        className="stack stack-3 dialog-form"
      >
        {children}
        {typed !== undefined && (
          <Field label={t.rich("confirm.typeToConfirm", { name: () => <strong>{typed}</strong> })}>
            {(wiring) => (
              <Input
                {...wiring}
                name="typed"
                value={written}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setWritten(event.target.value)}
              />
            )}
          </Field>
        )}
        {error !== undefined && (
          <Banner tone="bad" live="alert">
            {error}
          </Banner>
        )}
        <div className="dialog-acts">
          <DialogClose>{closeLabel ?? t("cancel")}</DialogClose>
          <SubmitButton look={look} disabled={!mayConfirm}>
            {confirmLabel}
          </SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

interface ConfirmButtonProps extends Omit<ConfirmDialogProps, "isOpen" | "onClose"> {
  /** Label of the button that asks. */
  label: ReactNode;
  button?: ButtonShape | undefined;
}

function isAnswer(answer: unknown): answer is FormAnswer {
  return typeof answer === "object" && answer !== null && "ok" in answer;
}

/**
 * A button and the question it asks. An answer closes the dialog or is said in it; without one it closes by what the
 * action does to the page.
 */
export function ConfirmButton({ label, button, ...dialog }: ConfirmButtonProps) {
  const answerOf = useAnswers();
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const show = (isShown: boolean) => {
    setOpen(isShown);
    setProblem(undefined);
  };
  const act = async (form: FormData) => {
    const answer = await answerOf(async () => dialog.action(form));
    if (!isAnswer(answer)) return;
    if (answer.ok) show(false);
    else setProblem(answer.error.message);
  };
  return (
    <>
      <Button {...button} aria-haspopup="dialog" onClick={() => show(true)}>
        {label}
      </Button>
      <ConfirmDialog error={problem} {...dialog} action={act} isOpen={isOpen} onClose={() => show(false)} />
    </>
  );
}
