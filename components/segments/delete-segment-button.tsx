"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmButton } from "#components/ui/confirm-dialog";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { toast } from "#components/ui/toast";

interface DeleteSegmentButtonProps {
  segmentId: string;
  name: string;
  /** Where to go afterwards. */
  path: string;
  action: (form: FormData) => Promise<FormAnswer<null>>;
}

/** Deletes a segment after asking once more. */
export function DeleteSegmentButton({ segmentId, name, path, action }: DeleteSegmentButtonProps) {
  const t = useTranslations("segments.delete");
  const router = useRouter();
  const form = useFormAnswer(async (sent) => {
    const answer = await action(sent);
    if (answer.ok) {
      toast({ tone: "ok", text: t("done") });
      router.push(path);
    }
    return answer;
  });
  return (
    <ConfirmButton
      label={t("action")}
      button={{ look: "quiet-danger" }}
      title={t("title", { name })}
      text={t("text")}
      confirmLabel={t("confirm")}
      action={form.send}
      error={form.refusal?.message}
    >
      <input type="hidden" name="segmentId" value={segmentId} />
    </ConfirmButton>
  );
}
