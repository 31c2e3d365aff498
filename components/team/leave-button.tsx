"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import type { TeamAction } from "./team-actions.ts";
import { useAsked } from "./use-asked.ts";

interface LeaveButtonProps {
  workspace: string;
  /** The last owner cannot leave; the reason stands beside the button. */
  isLastOwner: boolean;
  leave: TeamAction;
}

/** Leaves the workspace. */
export function LeaveButton({ workspace, isLastOwner, leave }: LeaveButtonProps) {
  const t = useTranslations("team.leave");
  const asked = useAsked(() => leave({}), { text: t("done", { workspace }), goTo: "/" });
  return (
    <>
      <Button
        small
        look="quiet-danger"
        aria-haspopup="dialog"
        aria-describedby={isLastOwner ? "leave-reason" : undefined}
        disabled={isLastOwner}
        onClick={asked.ask}
      >
        {t("action")}
      </Button>
      {isLastOwner && (
        <span id="leave-reason" className="sm muted">
          {t("lastOwner")}
        </span>
      )}
      <ConfirmDialog
        isOpen={asked.isOpen}
        onClose={asked.close}
        title={t("title", { workspace })}
        text={t("text")}
        confirmLabel={t("confirm")}
        action={asked.answer}
        error={asked.error}
      />
    </>
  );
}
