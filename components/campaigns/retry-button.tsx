"use client";

import RotateCw from "lucide-react/icons/rotate-cw";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { toast } from "#components/ui/toast";

type Retry = (
  slug: string,
  input: { campaignId: string; name: string },
) => Promise<FormAnswer<{ readonly campaignId: string }>>;

interface RetryButtonProps {
  slug: string;
  campaignId: string;
  name: string;
  people: number;
  retry: Retry;
}

/** Opens a draft for those whom a campaign did not reach for a passing reason. */
export function RetryButton({ slug, campaignId, name, people, retry }: RetryButtonProps) {
  const t = useTranslations("report.retry");
  const router = useRouter();
  const answerOf = useAnswers();
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    // A name has room for 120 characters; what is added must fit into them.
    const answer = await answerOf(() => retry(slug, { campaignId, name: t("name", { name: name.slice(0, 100) }) }));
    if (answer.ok) router.push(`/w/${slug}/campaigns/${answer.result.campaignId}/edit`);
    else toast({ tone: "bad", text: answer.error.message, reference: answer.error.reference });
    setBusy(false);
  };
  return (
    <Button small busy={isBusy} icon={<Icon of={RotateCw} size="small" />} onClick={() => void press()}>
      {t("button", { n: people })}
    </Button>
  );
}
