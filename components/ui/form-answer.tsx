"use client";

import { unstable_rethrow, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { withProof } from "#components/ui/proof-request";

/** What a form is told: it is done, or why not, with words for single fields. */
export type FormAnswer<R = unknown> = { readonly ok: true; readonly result: R } | Refused;

interface Refused {
  readonly ok: false;
  readonly error: FormRefusal;
}

/** Why a form was refused. */
export interface FormRefusal {
  readonly code: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Finds the case in the log; none where the server was not reached. */
  readonly reference?: string | undefined;
}

/** The words for one field: its own, or those of a refusal that is about it. */
export function fieldError(refusal: FormRefusal | null, name: string, code?: string): string | undefined {
  if (refusal === null) return undefined;
  return refusal.fields[name] ?? (refusal.code === code ? refusal.message : undefined);
}

/** What a field is spread with. */
interface FieldStart {
  readonly name: string;
  readonly defaultValue: string | number;
  readonly error: string | undefined;
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
  /** Wires a field: what was typed or else `stored`, and why it was refused, also by a refusal of the `code` about it. */
  field(name: string, stored?: string | number | null, code?: string): FieldStart;
}

/** Has an action answer: a server that cannot be reached is an answer as well. */
export function useAnswers() {
  const t = useTranslations("common");
  return async <A,>(ask: () => Promise<A>): Promise<A | Refused> => {
    try {
      return await withProof(ask);
    } catch (error) {
      // A redirect passes through here as an error; everything else is a server that did not answer.
      unstable_rethrow(error);
      return { ok: false, error: { code: "unreachable", message: t("unreachable"), fields: {} } };
    }
  };
}

/** Sends a form to a server action. */
export function useFormAnswer<R>(action: (form: FormData) => Promise<FormAnswer<R>>): FormState<R> {
  const answerOf = useAnswers();
  const start: Sent<R> = { answer: null, typed: {} };
  const [sent, send, isPending] = useActionState(async (_: Sent<R>, form: FormData): Promise<Sent<R>> => {
    const typed = Object.fromEntries(
      [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
    return { answer: await answerOf(() => action(form)), typed };
  }, start);
  const { answer } = sent;
  const refusal = answer?.ok === false ? answer.error : null;
  const typed = (name: string) => sent.typed[name];
  return {
    ...{ send, isPending, answer, refusal, typed },
    field: (name, stored, code) => ({
      name,
      defaultValue: typed(name) ?? stored ?? "",
      error: fieldError(refusal, name, code),
    }),
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
