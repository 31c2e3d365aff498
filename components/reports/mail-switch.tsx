"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { Switch } from "#components/ui/switch";
import { toast } from "#components/ui/toast";

interface MailSwitchProps {
  slug: string;
  isWanted: boolean;
  want: (slug: string, input: { isWanted: boolean }) => Promise<FormAnswer>;
}

/** Whether the one who looks gets the figures of each week by mail. It moves when the server has answered. */
export function MailSwitch({ slug, isWanted, want }: MailSwitchProps) {
  const t = useTranslations("reports.mail");
  const answerOf = useAnswers();
  const [isPending, startTransition] = useTransition();
  const [known, setKnown] = useState(isWanted);
  const turn = (wanted: boolean) =>
    startTransition(async () => {
      const answer = await answerOf(() => want(slug, { isWanted: wanted }));
      if (answer.ok) setKnown(wanted);
      toast(
        answer.ok ? { tone: "ok", text: t(wanted ? "isOn" : "isOff") } : { tone: "bad", text: answer.error.message },
      );
    });
  return (
    <Switch label={t("label")} checked={known} disabled={isPending} onChange={(event) => turn(event.target.checked)} />
  );
}
