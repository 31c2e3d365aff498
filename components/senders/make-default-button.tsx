"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { toast } from "#components/ui/toast";

interface MakeDefaultButtonProps {
  slug: string;
  senderId: string;
  name: string;
  action: (slug: string, input: { senderId: string }) => Promise<FormAnswer<string>>;
}

/** Makes a sender the one that new campaigns start with. */
export function MakeDefaultButton({ slug, senderId, name, action }: MakeDefaultButtonProps) {
  const t = useTranslations("senders");
  const router = useRouter();
  const answerOf = useAnswers();
  const [isBusy, setBusy] = useState(false);
  const choose = async () => {
    setBusy(true);
    const answer = await answerOf(() => action(slug, { senderId }));
    setBusy(false);
    if (answer.ok) {
      toast({ tone: "ok", text: t("madeDefault", { name: answer.result }) });
      router.refresh();
    } else toast({ tone: "bad", text: answer.error.message });
  };
  return (
    <Button small look="quiet" busy={isBusy} aria-label={t("makeDefaultNamed", { name })} onClick={() => void choose()}>
      {t("makeDefault")}
    </Button>
  );
}
