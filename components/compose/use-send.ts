"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ask, type Problem } from "./answers.ts";
import type { DraftKeeper } from "./draft-keeper.ts";

/**
 * Starts a campaign and goes to its page, where it can be taken back; or submits it and goes to the page of its approval.
 * Nothing is shown as done before the server said so.
 */
export function useSend(slug: string, campaignId: string, keeper: DraftKeeper, isSubmitted: boolean) {
  const router = useRouter();
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (note: string) => {
    setProblem(null);
    const { version } = keeper.snapshot();
    const path = `/w/${slug}/campaigns/${campaignId}`;
    const headers = { "content-type": "application/json" };
    const answer = isSubmitted
      ? await ask<unknown>(`/api${path}/submit`, { method: "POST", headers, body: JSON.stringify({ version, note }) })
      : await ask<unknown>(`/api${path}/start?version=${version}`, { method: "POST" });
    if (answer.ok) router.push(isSubmitted ? `${path}/review` : path);
    else setProblem(answer.error);
  };
  return { send, problem, forget: () => setProblem(null) };
}
