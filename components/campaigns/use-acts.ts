"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";

/** One thing that can be done to a campaign. */
export type Act = (slug: string, input: { campaignId: string }) => Promise<FormAnswer>;

/** Runs one action at a time, keeps why it was refused, and reads the page anew afterwards. */
export function useActs(slug: string, campaignId: string) {
  const router = useRouter();
  const answerOf = useAnswers();
  const [running, setRunning] = useState<Act | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [, startTransition] = useTransition();
  const run = (act: Act, done?: () => void) => {
    setRunning(() => act);
    setProblem(null);
    startTransition(async () => {
      const answer = await answerOf(() => act(slug, { campaignId }));
      setRunning(null);
      if (answer.ok) done?.();
      else setProblem(answer.error.message);
      router.refresh();
    });
  };
  return { run, running, problem };
}
