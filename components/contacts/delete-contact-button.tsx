"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmButton } from "#components/ui/confirm-dialog";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { toast } from "#components/ui/toast";

interface DeleteContactButtonProps {
  contactId: string;
  /** How the contact is called: a name, or the number as it is shown. */
  name: string;
  /** Where to go afterwards. */
  path: string;
  action: (form: FormData) => Promise<FormAnswer<null>>;
}

/** Deletes a contact after asking once more. */
export function DeleteContactButton({ contactId, name, path, action }: DeleteContactButtonProps) {
  const t = useTranslations("contacts.delete");
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
      <input type="hidden" name="contactId" value={contactId} />
    </ConfirmButton>
  );
}
