"use client";

import CircleAlert from "lucide-react/icons/circle-alert";
import KeyRound from "lucide-react/icons/key-round";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import type { FormAnswer } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { answerWithPasskey, wasNotUsed } from "./passkey.ts";

interface PasskeySignInProps {
  ask: Parameters<typeof answerWithPasskey>[0];
  take: (answer: unknown) => Promise<FormAnswer>;
  /** Where to go afterwards, checked. */
  next: string;
}

/** Signs in with a passkey: no address, no password. */
export function PasskeySignIn({ ask, take, next }: PasskeySignInProps) {
  const t = useTranslations("auth.passkey");
  const common = useTranslations("common");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const signIn = async () => {
    setBusy(true);
    setProblem(null);
    const answer = await answerWithPasskey(ask, take).catch(() => null);
    if (answer?.ok) return window.location.assign(next);
    setBusy(false);
    if (answer === null) setProblem(common("unreachable"));
    else setProblem(wasNotUsed(answer) ? t("notUsed") : answer.error.message);
  };
  return (
    <div className="stack stack-3">
      {problem !== null && (
        <Banner tone="bad" live="alert" icon={<Icon of={CircleAlert} />}>
          {problem}
        </Banner>
      )}
      <Button block icon={<Icon of={KeyRound} />} busy={isBusy} onClick={signIn}>
        {t("signIn")}
      </Button>
    </div>
  );
}
