"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ask, type Problem } from "./answers.ts";
import type { DraftKeeper } from "./draft-keeper.ts";

/** Starts a campaign and goes to its page, where it can be taken back. Nothing is shown as sent before the server said so. */
export function useSend(slug: string, campaignId: string, keeper: DraftKeeper) {
  const router = useRouter();
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async () => {
    setProblem(null);
    const { version } = keeper.snapshot();
    const url = `/api/w/${slug}/campaigns/${campaignId}/start?version=${version}`;
    const answer = await ask<unknown>(url, { method: "POST" });
    if (answer.ok) router.push(`/w/${slug}/campaigns/${campaignId}`);
    else setProblem(answer.error);
  };
  return { send, problem, forget: () => setProblem(null) };
}
