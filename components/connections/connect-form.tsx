"use client";

import { useActionState } from "react";
import type { ButtonLook } from "#components/ui/button";
import type { FormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

/** A server action with the workspace bound to it: the answer before, and the form. It leaves the page when all is well. */
export type ConnectAction = (before: FormAnswer<never> | null, form: FormData) => Promise<FormAnswer<never> | null>;

interface ConnectFormProps {
  action: ConnectAction;
  /** Verb and provider, as "Connect with iletiniz". */
  label: string;
  /** Where to come back to when all is well; a page of this workspace. */
  returnTo: string;
  look?: ButtonLook | undefined;
  small?: boolean | undefined;
}

/** The button that goes to the provider. A form post, so that it also works before any script does. */
export function ConnectForm({ action, label, returnTo, look, small }: ConnectFormProps) {
  const [answer, send] = useActionState(action, null);
  return (
    <form action={send} className="stack stack-2">
      <input type="hidden" name="returnTo" value={returnTo} />
      <div>
        <SubmitButton look={look} small={small}>
          {label}
        </SubmitButton>
      </div>
      <RefusalLine refusal={answer?.ok === false ? answer.error : null} />
    </form>
  );
}
