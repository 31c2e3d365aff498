"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { ConfirmButton } from "#components/ui/confirm-dialog";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { toast } from "#components/ui/toast";

interface DeleteButtonProps {
  label: ReactNode;
  title: string;
  text: string;
  confirmLabel: string;
  /** Said once it is gone. */
  done: string;
  /** Where to go then; without it the page stays, and shows what is left. */
  path?: string;
  small?: boolean;
  /** What names the thing to the action. */
  hidden: Readonly<Record<string, string>>;
  action: (form: FormData) => Promise<FormAnswer>;
}

/** Deletes a thing after asking once more, and leaves the page where it is what the page is about. */
export function DeleteButton({ done, path, small, hidden, action, ...question }: DeleteButtonProps) {
  const router = useRouter();
  const { send, refusal } = useFormAnswer(async (form) => {
    const answer = await action(form);
    if (answer.ok) {
      toast({ tone: "ok", text: done });
      if (path === undefined) router.refresh();
      else router.push(path);
    }
    return answer;
  });
  return (
    <ConfirmButton {...question} button={{ small, look: "quiet-danger" }} action={send} error={refusal?.message}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </ConfirmButton>
  );
}
