"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "#components/ui/button";
import { useAnswers } from "#components/ui/form-answer";
import { toast } from "#components/ui/toast";
import type { TeamAction } from "./team-actions.ts";

interface InviteActionsProps {
  inviteId: string;
  email: string;
  isExpired: boolean;
  resend: TeamAction;
  revoke: TeamAction;
}

/** Sends an invitation again, or takes it back. Neither asks first: the one can be undone by the other. */
export function InviteActions({ inviteId, email, isExpired, resend, revoke }: InviteActionsProps) {
  const t = useTranslations("team.invites");
  const answerOf = useAnswers();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const act = (action: TeamAction, done: string) =>
    startTransition(async () => {
      const answer = await answerOf(() => action({ inviteId }));
      if (answer.ok) toast({ tone: "ok", text: done });
      else toast({ tone: "bad", text: answer.error.message });
      router.refresh();
    });
  return (
    <span className="acts tablet:flex-nowrap">
      <Button
        small
        busy={isPending}
        aria-label={t("resendOf", { email })}
        onClick={() => act(resend, t("sent", { email }))}
      >
        {t(isExpired ? "renew" : "resend")}
      </Button>
      <Button
        small
        look="quiet-danger"
        disabled={isPending}
        aria-label={t("revokeOf", { email })}
        onClick={() => act(revoke, t("revoked", { email }))}
      >
        {t(isExpired ? "delete" : "revoke")}
      </Button>
    </span>
  );
}
