"use client";

import Check from "lucide-react/icons/check";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { DialogButton, DialogClose } from "#components/ui/dialog";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";
import { TextAreaField } from "#components/ui/textarea";
import { toast } from "#components/ui/toast";
import { commentLength } from "#lib/domain/campaigns/approval";
import { ask } from "../compose/answers.ts";

/** The submission that is answered. */
export interface Submission {
  readonly slug: string;
  readonly campaignId: string;
  readonly reviewId: string;
}

interface ApproveButtonProps extends Submission {
  hash: string;
  people: number;
  parts: number;
  sender: string;
  /** Approval continues to a signature. */
  isSigned: boolean;
  /** Why it cannot be approved by this person just now. */
  obstacle: string | undefined;
}

/** Approves exactly what is on the page, after asking once more. */
export function ApproveButton(props: ApproveButtonProps) {
  const { slug, campaignId, reviewId, hash, people, parts, sender, isSigned, obstacle } = props;
  const t = useTranslations("review.approve");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<string | undefined>();
  const approve = async () => {
    setError(undefined);
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ reviewId, hash });
    const answer = await ask<unknown>(`/api/w/${slug}/campaigns/${campaignId}/approve`, {
      ...{ method: "POST", headers, body },
    });
    if (!answer.ok) {
      setError(answer.error.message);
      return;
    }
    setOpen(false);
    toast({ tone: "ok", text: t("done") });
    if (isSigned) router.refresh();
    else router.push(`/w/${slug}/campaigns/${campaignId}`);
  };
  const close = () => {
    setOpen(false);
    setError(undefined);
  };
  return (
    <>
      <Button
        look="primary"
        icon={<Icon of={Check} />}
        aria-disabled={obstacle !== undefined || undefined}
        aria-describedby={obstacle === undefined ? undefined : "approve-why"}
        aria-haspopup="dialog"
        onClick={() => {
          if (obstacle === undefined) setOpen(true);
        }}
      >
        {t("action")}
      </Button>
      <ConfirmDialog
        {...{ isOpen, error }}
        onClose={close}
        look="primary"
        title={t("title", { people })}
        text={
          <>
            <p>{t("text", { people, parts, sender })}</p>
            <p className="sm muted">{t(isSigned ? "sign" : "undo")}</p>
          </>
        }
        confirmLabel={t("action")}
        action={approve}
      />
    </>
  );
}

type Act = (slug: string, input: Record<string, string>) => Promise<FormAnswer>;

interface AnswerButtonProps extends Submission {
  answer: "changes" | "reject";
  action: Act;
}

/** Sends it back or rejects it, with words. */
export function AnswerButton({ answer, ...props }: AnswerButtonProps) {
  const t = useTranslations("review");
  return (
    <DialogButton
      label={t(`${answer}.action`)}
      button={{ look: answer === "reject" ? "quiet-danger" : "secondary" }}
      title={t(`${answer}.title`)}
      text={t(`${answer}.text`)}
    >
      <AnswerForm answer={answer} {...props} />
    </DialogButton>
  );
}

function AnswerForm({ answer, action, slug, campaignId, reviewId }: AnswerButtonProps) {
  const t = useTranslations("review");
  const common = useTranslations("common");
  const router = useRouter();
  const form = useFormAnswer(async (sent) => {
    const result = await action(slug, { campaignId, reviewId, comment: String(sent.get("comment") ?? "") });
    if (result.ok) {
      toast({ tone: "ok", text: t(`${answer}.done`) });
      router.refresh();
    }
    return result;
  });
  return (
    <form action={form.send} className="stack stack-3 dialog-form">
      <TextAreaField
        label={t(`${answer}.label`)}
        rows={4}
        required
        maxLength={commentLength}
        {...form.field("comment", "", "campaign.comment_required")}
      />
      <RefusalLine refusal={form.refusal} atFields={["campaign.comment_required"]} />
      <div className="dialog-acts">
        <DialogClose>{common("cancel")}</DialogClose>
        <SubmitButton look={answer === "reject" ? "danger" : "primary"}>{t(`${answer}.submit`)}</SubmitButton>
      </div>
    </form>
  );
}

/** Takes a submission back, to write on. */
export function WithdrawButton({ slug, campaignId, reviewId, action }: Submission & { action: Act }) {
  const t = useTranslations("review.withdraw");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<string | undefined>();
  const withdraw = async () => {
    const answer = await action(slug, { campaignId, reviewId });
    if (answer.ok) {
      toast({ tone: "ok", text: t("done") });
      router.push(`/w/${slug}/campaigns/${campaignId}/edit`);
    } else setError(answer.error.message);
  };
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t("action")}
      </Button>
      <ConfirmDialog
        {...{ isOpen, error }}
        onClose={() => setOpen(false)}
        look="primary"
        title={t("title")}
        text={t("text")}
        confirmLabel={t("action")}
        action={withdraw}
      />
    </>
  );
}
