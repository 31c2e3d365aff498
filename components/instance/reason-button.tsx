"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, type ButtonShape } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { type FormAnswer, fieldError, useFormAnswer } from "#components/ui/form-answer";
import { TextAreaField } from "#components/ui/textarea";
import { toast } from "#components/ui/toast";
import { reasonLength } from "#lib/domain/instance/model";

interface ReasonButtonProps {
  label: string;
  /** What a screen reader says where several buttons have the same label. */
  ariaLabel?: string;
  button?: ButtonShape;
  title: string;
  text: string;
  look?: "primary" | "danger";
  /** Said once it is done. */
  done: string;
  hidden?: Readonly<Record<string, string>>;
  action: (form: FormData) => Promise<FormAnswer>;
}

/** A button that asks for a reason before it does anything; the reason stays in the history. */
export function ReasonButton({ label, ariaLabel, button, title, text, look, done, hidden, action }: ReasonButtonProps) {
  const t = useTranslations("instance.reason");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const form = useFormAnswer(async (sent) => {
    const answer = await action(sent);
    if (answer.ok) {
      setOpen(false);
      toast({ tone: "ok", text: done });
      router.refresh();
    }
    return answer;
  });
  const wrongReason = fieldError(form.refusal, "reason");
  return (
    <>
      <Button {...button} aria-haspopup="dialog" aria-label={ariaLabel} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        text={text}
        confirmLabel={label}
        look={look}
        action={form.send}
        error={wrongReason === undefined ? form.refusal?.message : undefined}
      >
        {Object.entries(hidden ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <TextAreaField
          label={t("label")}
          hint={t("hint")}
          name="reason"
          rows={2}
          required
          minLength={reasonLength.fewest}
          maxLength={reasonLength.most}
          defaultValue={form.typed("reason")}
          error={wrongReason}
        />
      </ConfirmDialog>
    </>
  );
}
