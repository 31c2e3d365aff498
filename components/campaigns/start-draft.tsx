"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";

type Create = (slug: string, input: { name: string }) => Promise<FormAnswer<{ readonly campaignId: string }>>;

/**
 * Makes the draft of somebody who opened the page for a new campaign, and goes on to it.
 *
 * A page that is only looked at changes nothing, so the draft is made by an action once the page is there.
 */
export function StartDraft({ slug, name, create }: { slug: string; name: string; create: Create }) {
  const t = useTranslations("campaigns.start");
  const router = useRouter();
  const answerOf = useAnswers();
  const hasStarted = useRef<boolean>(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(true);
  const start = useCallback(async () => {
    setBusy(true);
    setProblem(null);
    const answer = await answerOf(() => create(slug, { name }));
    if (answer.ok) {
      router.replace(`/w/${slug}/campaigns/${answer.result.campaignId}/edit`);
      return;
    }
    setProblem(answer.error.message);
    setBusy(false);
  }, [answerOf, create, slug, name, router]);
  useEffect(() => {
    if (hasStarted.current) return;
    hasStarted.current = true;
    void start();
  }, [start]);
  return (
    <div className="stack stack-3" aria-live="polite">
      {problem !== null && (
        <Banner tone="bad" live="alert">
          {problem}
        </Banner>
      )}
      <p className="muted">{isBusy && t("text")}</p>
      <div>
        <Button look="primary" busy={isBusy} onClick={() => void start()}>
          {t("action")}
        </Button>
      </div>
    </div>
  );
}
