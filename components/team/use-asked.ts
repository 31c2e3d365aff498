"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { toast } from "#components/ui/toast";

/** A question that is open, its answer from the server, and what follows when it went well. */
export interface Asked {
  readonly isOpen: boolean;
  readonly ask: () => void;
  readonly close: () => void;
  /** Why it was refused, while the question is open. */
  readonly error: string | undefined;
  readonly answer: (form: FormData) => Promise<void>;
}

/**
 * Asks before it acts, and acts once.
 *
 * @param act Sends what was decided.
 * @param done What a toast says, and where to go instead of looking at the page again.
 */
export function useAsked(
  act: (form: FormData) => Promise<FormAnswer<unknown>>,
  done: { readonly text: string; readonly goTo?: string },
): Asked {
  const router = useRouter();
  const answerOf = useAnswers();
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<string | undefined>();
  const close = () => {
    setOpen(false);
    setError(undefined);
  };
  return {
    isOpen,
    error,
    close,
    ask: () => setOpen(true),
    async answer(form) {
      const answer = await answerOf(() => act(form));
      if (!answer.ok) return setError(answer.error.message);
      close();
      toast({ tone: "ok", text: done.text });
      if (done.goTo === undefined) router.refresh();
      else router.replace(done.goTo);
    },
  };
}
