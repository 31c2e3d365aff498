"use client";

import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { LinkButton } from "#components/ui/link-button";
import { TextAreaField } from "#components/ui/textarea";
import { commentLength } from "#lib/domain/campaigns/approval";
import type { Checkup } from "#lib/domain/campaigns/draft";
import type { CampaignKind } from "#lib/domain/campaigns/model";
import type { Problem } from "./answers.ts";
import type { ApprovalNeed } from "./use-composer.ts";

interface SendDialogProps {
  isOpen: boolean;
  onClose: () => void;
  checkup: Checkup;
  sender: string;
  kind: CampaignKind;
  undoSeconds: number;
  campaignHref: string;
  problem: Problem | null;
  approval: ApprovalNeed;
  /** `note` is for the approvers. */
  onConfirm: (note: string) => Promise<void>;
}

/** Says once more how many, how much, under whose name, and shows the first texts. */
export function SendDialog(props: SendDialogProps) {
  const { isOpen, onClose, checkup, sender, kind, undoSeconds, problem, approval, onConfirm } = props;
  const t = useTranslations("compose.send");
  const words = useTranslations("campaigns.kind");
  const { people, parts, examples } = checkup;
  const { isNeeded } = approval;
  // Both may have sent it: the page of the campaign knows.
  const isElsewhere = problem?.code === "offline" || problem?.code === "campaign.already_started";
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      look="primary"
      title={t(isNeeded ? "submitTitle" : "title", { people })}
      text={
        <>
          <p>{t("text", { people, parts, sender, kind: words(kind) })}</p>
          <p className="sm muted">
            {isNeeded ? t("submitText") : undoSeconds > 0 ? t("undo", { seconds: undoSeconds }) : t("undoNone")}
          </p>
        </>
      }
      confirmLabel={t(isNeeded ? "submit" : "button", { people })}
      action={(form) => onConfirm(String(form.get("note") ?? ""))}
      error={problem === null || isElsewhere ? undefined : problem.message}
    >
      <h3 className="lab">{t("examples")}</h3>
      <ol className="stack stack-2 examples">
        {examples.map((text, index) => (
          // Two people may get the same text.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index} className="bubble" lang="tr">
            {text}
          </li>
        ))}
      </ol>
      {isNeeded && (
        <TextAreaField label={t("note")} hint={t("noteHint")} optional name="note" rows={2} maxLength={commentLength} />
      )}
      {approval.isHopeless && <Banner tone="warn">{t("nobody")}</Banner>}
      {isElsewhere && (
        <Banner
          tone="warn"
          live="alert"
          action={
            <LinkButton small href={props.campaignHref}>
              {t("look")}
            </LinkButton>
          }
        >
          {problem.code === "offline" ? t(isNeeded ? "submitOffline" : "offline") : problem.message}
        </Banner>
      )}
    </ConfirmDialog>
  );
}
