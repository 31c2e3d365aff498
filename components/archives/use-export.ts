"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { toast } from "#components/ui/toast";

/** Asks for a file, and leads to where it will be; says why when there is none. */
export function useExport(slug: string, action: (slug: string, input: object) => Promise<FormAnswer>) {
  const router = useRouter();
  const answerOf = useAnswers();
  const [isBusy, setBusy] = useState(false);
  const ask = async (input: object) => {
    setBusy(true);
    const answer = await answerOf(() => action(slug, input));
    if (answer.ok) router.push(`/w/${slug}/exports`);
    else toast({ tone: "bad", text: answer.error.message });
    setBusy(false);
  };
  return { ask, isBusy };
}
