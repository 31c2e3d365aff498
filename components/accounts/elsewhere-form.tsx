"use client";

import LogIn from "lucide-react/icons/log-in";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface ElsewhereFormProps {
  action: (form: FormData) => Promise<FormAnswer>;
  label: string;
  next?: string | undefined;
  block?: boolean;
}

/** Goes to the other sign-in server, by a form that works before any script does. */
export function ElsewhereForm({ action, label, next, block }: ElsewhereFormProps) {
  const { send, refusal } = useFormAnswer(action);
  return (
    <form action={send} className="stack stack-3">
      <RefusalLine refusal={refusal} />
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <SubmitButton block={block} icon={<Icon of={LogIn} />}>
        {label}
      </SubmitButton>
    </form>
  );
}
