"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { toast } from "#components/ui/toast";
import { type UnknownDecision, unknownDecisions } from "#lib/domain/messages/lookups";

type Decide = (
  slug: string,
  input: { campaignId: string; calls: readonly string[]; decision: UnknownDecision },
) => Promise<FormAnswer<{ readonly waits: boolean }>>;

interface DecideButtonsProps {
  slug: string;
  campaignId: string;
  /** Ids of the calls that are decided together. */
  calls: readonly string[];
  people: number;
  action: Decide;
  /** Why this person cannot decide at all. */
  obstacle: "mayNot" | undefined;
  /** Why nothing can be sent again. */
  sendObstacle: "mayNotSend" | "ended" | undefined;
}

/** The three decisions, each asked once more with what follows from it. */
export function DecideButtons(props: DecideButtonsProps) {
  const { slug, campaignId, calls, people, action, obstacle, sendObstacle } = props;
  const t = useTranslations("unanswered");
  const router = useRouter();
  const answerOf = useAnswers();
  const whyId = useId();
  const [asked, setAsked] = useState<UnknownDecision | null>(null);
  const [error, setError] = useState<string | undefined>();
  const why = obstacle ?? sendObstacle;
  const isOff = (decision: UnknownDecision) =>
    obstacle !== undefined || (decision === "send_again" && sendObstacle !== undefined);
  const close = () => {
    setAsked(null);
    setError(undefined);
  };
  const decide = async () => {
    if (asked === null) return;
    const answer = await answerOf(() => action(slug, { campaignId, calls, decision: asked }));
    if (!answer.ok) return setError(answer.error.message);
    toast({ tone: "ok", text: answer.result.waits ? t("send_again.waits") : t(`${asked}.done`) });
    close();
    router.refresh();
  };
  return (
    <>
      {unknownDecisions.map((decision) => (
        <Button
          key={decision}
          aria-disabled={isOff(decision) || undefined}
          aria-describedby={isOff(decision) ? whyId : undefined}
          aria-haspopup="dialog"
          onClick={() => {
            if (!isOff(decision)) setAsked(decision);
          }}
        >
          {t(`${decision}.action`)}
        </Button>
      ))}
      {why !== undefined && (
        <span id={whyId} className="sm muted">
          {t(why)}
        </span>
      )}
      {asked !== null && (
        <ConfirmDialog
          isOpen
          onClose={close}
          error={error}
          look={asked === "send_again" ? "danger" : "primary"}
          title={t(`${asked}.title`, { people })}
          text={t(`${asked}.text`)}
          confirmLabel={t(`${asked}.action`)}
          action={decide}
        />
      )}
    </>
  );
}
