"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { toast } from "#components/ui/toast";

type Wait = (slug: string, input: { campaignId: string; waits: boolean }) => Promise<FormAnswer>;

interface QuotaWaitButtonProps {
  slug: string;
  campaignId: string;
  /** What is chosen now; the button chooses the other. */
  waits: boolean;
  wait: Wait;
}

/** Chooses whether a campaign that stands still for want of quota goes on by itself once there is enough. */
export function QuotaWaitButton({ slug, campaignId, waits, wait }: QuotaWaitButtonProps) {
  const t = useTranslations("report.paused");
  const router = useRouter();
  const answerOf = useAnswers();
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    const answer = await answerOf(() => wait(slug, { campaignId, waits: !waits }));
    if (!answer.ok) toast({ tone: "bad", text: answer.error.message, reference: answer.error.reference });
    router.refresh();
    setBusy(false);
  };
  return (
    <Button small busy={isBusy} onClick={() => void press()}>
      {t(waits ? "waitNot" : "waitForQuota")}
    </Button>
  );
}
