"use client";

import { useActionState, useEffect, useSyncExternalStore } from "react";
import type { ButtonLook } from "#components/ui/button";
import type { FormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

type Answer = FormAnswer<{ readonly to: string }> | null;

/** A server action with the workspace bound to it: the answer before, and the form. It says where to go on, or goes there. */
export type ConnectAction = (before: Answer, form: FormData) => Promise<Answer>;

interface ConnectFormProps {
  action: ConnectAction;
  /** Verb and provider, as "Connect with iletiniz". */
  label: string;
  /** Where to come back to when all is well; a page of this workspace. */
  returnTo: string;
  look?: ButtonLook | undefined;
  small?: boolean | undefined;
}

const never = () => () => undefined;
const inBrowser = () => true;
const onServer = () => false;

/** The button that goes to the provider. A form post, so that it also works before any script does. */
export function ConnectForm({ action, label, returnTo, look, small }: ConnectFormProps) {
  const [answer, send] = useActionState(action, null);
  const hasScript = useSyncExternalStore(never, inBrowser, onServer);
  useEffect(() => {
    if (answer?.ok === true) location.assign(answer.result.to);
  }, [answer]);
  return (
    <form action={send} className="stack stack-2">
      <input type="hidden" name="returnTo" value={returnTo} />
      {hasScript && <input type="hidden" name="leaves" value="yes" />}
      <div>
        <SubmitButton look={look} small={small}>
          {label}
        </SubmitButton>
      </div>
      <RefusalLine refusal={answer?.ok === false ? answer.error : null} />
    </form>
  );
}
