"use client";

import { useRouter } from "next/navigation";
import { ConfirmButton } from "#components/ui/confirm-dialog";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { toast } from "#components/ui/toast";

interface DeleteButtonProps {
  label: string;
  title: string;
  text: string;
  confirmLabel: string;
  /** Said once it is gone. */
  done: string;
  /** Where to go then. */
  path: string;
  /** What names the thing to the action. */
  hidden: Readonly<Record<string, string>>;
  action: (form: FormData) => Promise<FormAnswer>;
}

/** Deletes the thing a page is about after asking once more, and leaves the page. */
export function DeleteButton({ done, path, hidden, action, ...question }: DeleteButtonProps) {
  const router = useRouter();
  const { send, refusal } = useFormAnswer(async (form) => {
    const answer = await action(form);
    if (answer.ok) {
      toast({ tone: "ok", text: done });
      router.push(path);
    }
    return answer;
  });
  return (
    <ConfirmButton {...question} button={{ look: "quiet-danger" }} action={send} error={refusal?.message}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </ConfirmButton>
  );
}
