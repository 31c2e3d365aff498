"use client";

import { useEffect, useState } from "react";
import type { TestResult } from "#lib/domain/test-sends/model";
import { ask } from "./answers.ts";

/** What a person is told of a test: under way, taken, arrived, or why not. */
export type TestOutcome = "open" | "sent" | "delivered" | "unknown" | "failed" | "skipped";

const LOOK_EVERY_MS = 1_000;
/** A test that is taken but not reported on is not watched longer; the message log goes on. */
const LOOKS = 60;

function outcomeOf({ state }: TestResult): TestOutcome {
  switch (state) {
    case "pending":
    case "held":
    case "claimed":
    case "submitted":
      return "open";
    case "accepted":
      return "sent";
    case "delivered":
      return "delivered";
    case "unknown":
      return "unknown";
    case "skipped":
      return "skipped";
    case "rejected":
    case "expired":
    case "undelivered":
    case "failed":
    case "cancelled":
      return "failed";
  }
}

/** Watches a test message until it is known what became of it. */
export function useTestResult(slug: string, messageId: string | null): TestOutcome | null {
  const [known, setKnown] = useState<{ id: string; outcome: TestOutcome; looks: number } | null>(null);
  const mine = known !== null && known.id === messageId ? known : null;
  const looks = mine?.looks ?? 0;
  const outcome = mine?.outcome ?? "open";
  const isOpen = messageId !== null && (outcome === "open" || outcome === "sent") && looks < LOOKS;
  useEffect(() => {
    if (!isOpen) return;
    const leaving = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask<TestResult>(`/api/w/${slug}/tests/${messageId}`, { signal: leaving.signal });
      if (leaving.signal.aborted) return;
      setKnown({ id: messageId, outcome: answer.ok ? outcomeOf(answer.result) : outcome, looks: looks + 1 });
    }, LOOK_EVERY_MS);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [slug, messageId, isOpen, looks, outcome]);
  return messageId === null ? null : outcome;
}
