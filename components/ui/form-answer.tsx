"use client";

import { unstable_rethrow, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { withProof } from "#components/ui/proof-request";

/** What a form is told: it is done, or why not, with words for single fields. */
export type FormAnswer<R = unknown> =
  | { readonly ok: true; readonly result: R }
  | { readonly ok: false; readonly error: FormRefusal };

/** Why a form was refused. */
export interface FormRefusal {
  readonly code: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, string>>;
}

interface Sent<R> {
  readonly answer: FormAnswer<R> | null;
  readonly typed: Readonly<Record<string, string>>;
}

/** A form that waits for its answer and keeps what was typed, also when the server cannot be reached. */
export interface FormState<R> {
  /** For `<form action>`. */
  readonly send: (form: FormData) => void;
  readonly isPending: boolean;
  /** The last answer, null before the first. */
  readonly answer: FormAnswer<R> | null;
  /** The last refusal, null when there was none. */
  readonly refusal: FormRefusal | null;
  /** What was typed into a field when it was last sent; its `defaultValue`. */
  typed(name: string): string | undefined;
}

/** Sends a form to a server action. */
export function useFormAnswer<R>(action: (form: FormData) => Promise<FormAnswer<R>>): FormState<R> {
  const t = useTranslations("common");
  const start: Sent<R> = { answer: null, typed: {} };
  const [sent, send, isPending] = useActionState(async (_: Sent<R>, form: FormData): Promise<Sent<R>> => {
    const typed = Object.fromEntries(
      [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
    try {
      return { answer: await withProof(() => action(form)), typed };
    } catch (error) {
      // A redirect passes through here as an error; everything else is a server that did not answer.
      unstable_rethrow(error);
      const refusal = { code: "unreachable", message: t("unreachable"), fields: {} };
      return { answer: { ok: false, error: refusal }, typed };
    }
  }, start);
  const { answer } = sent;
  return {
    send,
    isPending,
    answer,
    refusal: answer?.ok === false ? answer.error : null,
    typed: (name) => sent.typed[name],
  };
}

/** The same, and the page is drawn anew once it is done. */
export function useRefreshingForm<R>(action: (form: FormData) => Promise<FormAnswer<R>>): FormState<R> {
  const router = useRouter();
  return useFormAnswer(async (form) => {
    const answer = await action(form);
    if (answer.ok) router.refresh();
    return answer;
  });
}
