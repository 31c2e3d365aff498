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
import { useCheckWords } from "./check-words.ts";
import type { ApprovalNeed } from "./use-composer.ts";
import { useStartWords } from "./use-start-words.ts";
import { readWallClock } from "./wall-clock.ts";

interface SendDialogProps {
  isOpen: boolean;
  onClose: () => void;
  checkup: Checkup;
  sender: string;
  kind: CampaignKind;
  undoSeconds: number;
  /** When it starts; null: as soon as it is sent. */
  start: string | null;
  /** The provider keeps it until then. */
  isKept: boolean;
  campaignHref: string;
  problem: Problem | null;
  approval: ApprovalNeed;
  /** `note` is for the approvers. */
  onConfirm: (note: string) => Promise<void>;
}

const titles = { submit: "submitTitle", button: "title", schedule: "scheduleTitle" } as const;

/** What follows from the button, and until when it can be taken back. */
function useConsequence({ approval, start, isKept, undoSeconds, checkup }: SendDialogProps): string {
  const t = useTranslations("compose.send");
  const time = useStartWords(start);
  const write = useCheckWords();
  const rest = checkup.checks.find(({ code, reason }) => code === "quiet" && reason === "rests");
  if (approval.isNeeded) return t("submitText");
  if (start !== null)
    return t(isKept ? "keptText" : "scheduleText", { time: time ?? "", zone: readWallClock(start).zone });
  const undo = undoSeconds > 0 ? t("undo", { seconds: undoSeconds }) : t("undoNone");
  return rest === undefined ? undo : `${write.title(rest)}. ${t("restCancel")}`;
}

/** Says once more how many, how much, under whose name, and shows the first texts. */
export function SendDialog(props: SendDialogProps) {
  const { isOpen, onClose, checkup, sender, kind, problem, approval, onConfirm } = props;
  const t = useTranslations("compose.send");
  const words = useTranslations("campaigns.kind");
  const help = useTranslations("compose.help");
  const isQuotaAwaited = checkup.checks.some(({ reason }) => reason === "awaited");
  const { people, parts, examples } = checkup;
  const { isNeeded } = approval;
  // Both may have sent it: the page of the campaign knows.
  const consequence = useConsequence(props);
  const what = isNeeded ? "submit" : props.start === null ? "button" : "schedule";
  const isElsewhere = problem?.code === "offline" || problem?.code === "campaign.already_started";
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      look="primary"
      title={t(titles[what], { people })}
      text={
        <>
          <p>{t("text", { people, parts, sender, kind: words(kind) })}</p>
          <p className="sm muted">{consequence}</p>
          {isQuotaAwaited && <p className="sm">{help("quota_awaited")}</p>}
        </>
      }
      confirmLabel={t(what, { people })}
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
