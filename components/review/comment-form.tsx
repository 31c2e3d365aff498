"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormAnswer, fieldError, useFormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";
import { TextAreaField } from "#components/ui/textarea";
import { commentLength } from "#lib/domain/campaigns/approval";
import type { Submission } from "./decision.tsx";

interface CommentFormProps extends Submission {
  action: (slug: string, input: Record<string, string>) => Promise<FormAnswer>;
}

/** Writes a comment under a submission. */
export function CommentForm({ slug, campaignId, reviewId, action }: CommentFormProps) {
  const t = useTranslations("review.comments");
  const router = useRouter();
  const form = useFormAnswer(async (sent) => {
    const answer = await action(slug, { campaignId, reviewId, comment: String(sent.get("comment") ?? "") });
    if (answer.ok) router.refresh();
    return answer;
  });
  const isSaved = form.answer?.ok === true;
  return (
    <form action={form.send} className="stack stack-3">
      <TextAreaField
        label={t("label")}
        name="comment"
        rows={2}
        required
        maxLength={commentLength}
        defaultValue={isSaved ? "" : form.typed("comment")}
        error={fieldError(form.refusal, "comment")}
      />
      <RefusalLine refusal={form.refusal} />
      <SaveRow small isSaved={isSaved} submit={t("submit")} saved={t("done")} />
    </form>
  );
}
