"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { toast } from "#components/ui/toast";

interface RevertImportButtonProps {
  contactImportId: string;
  /** How the list is called. */
  name: string;
  action: (form: FormData) => Promise<FormAnswer<null>>;
}

/** Takes an import back after asking once more. */
export function RevertImportButton({ contactImportId, name, action }: RevertImportButtonProps) {
  const t = useTranslations("contacts.import.revert");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const form = useFormAnswer(async (sent) => {
    const answer = await action(sent);
    if (answer.ok) {
      setOpen(false);
      toast({ tone: "ok", text: t("done") });
      router.refresh();
    }
    return answer;
  });
  return (
    <>
      <Button small look="quiet" aria-haspopup="dialog" aria-label={t("named", { name })} onClick={() => setOpen(true)}>
        {t("action")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t("title")}
        text={t("text")}
        confirmLabel={t("confirm")}
        action={form.send}
        error={form.refusal?.message}
      >
        <input type="hidden" name="contactImportId" value={contactImportId} />
      </ConfirmDialog>
    </>
  );
}
