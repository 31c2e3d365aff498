"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { withProof } from "#components/ui/proof-request";

/** The answer of a server action as this island reads it. */
type Answer =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: { readonly message: string; readonly reference: string } };

/** One thing that can be done to a campaign. */
export type Act = (slug: string, input: { campaignId: string }) => Promise<Answer>;

/** Runs one action at a time, keeps why it was refused, and reads the page anew afterwards. */
export function useActs(slug: string, campaignId: string) {
  const router = useRouter();
  const [running, setRunning] = useState<Act | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [, startTransition] = useTransition();
  const run = (act: Act, done?: () => void) => {
    setRunning(() => act);
    setProblem(null);
    startTransition(async () => {
      const answer = await withProof(() => act(slug, { campaignId }));
      setRunning(null);
      if (answer.ok) done?.();
      else setProblem(answer.error.message);
      router.refresh();
    });
  };
  return { run, running, problem };
}
