"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { type FormAnswer, fieldError, useFormAnswer } from "#components/ui/form-answer";
import { TextAreaField } from "#components/ui/textarea";
import { toast } from "#components/ui/toast";
import { wordsLength } from "#lib/domain/consent/model";
import { formatMsisdn, type Msisdn } from "#lib/domain/contacts/model";

interface ReleaseButtonProps {
  msisdn: Msisdn;
  action: (form: FormData) => Promise<FormAnswer<null>>;
}

/** Takes a number off the suppression list once somebody has said why. */
export function ReleaseButton({ msisdn, action }: ReleaseButtonProps) {
  const t = useTranslations("consent.release");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const number = formatMsisdn(msisdn);
  const form = useFormAnswer(async (sent) => {
    const answer = await action(sent);
    if (answer.ok) {
      setOpen(false);
      toast({ tone: "ok", text: t("done", { number }) });
      router.refresh();
    }
    return answer;
  });
  const wrongReason = fieldError(form.refusal, "reason");
  return (
    <>
      <Button
        small
        look="quiet"
        aria-haspopup="dialog"
        aria-label={t("actionNamed", { number })}
        onClick={() => setOpen(true)}
      >
        {t("action")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t("title", { number })}
        text={t("text")}
        confirmLabel={t("confirm")}
        action={form.send}
        error={wrongReason === undefined ? form.refusal?.message : undefined}
      >
        <input type="hidden" name="msisdn" value={msisdn} />
        <TextAreaField
          label={t("reason")}
          hint={t("reasonHint")}
          name="reason"
          rows={2}
          required
          minLength={wordsLength.fewest}
          maxLength={wordsLength.most}
          defaultValue={form.typed("reason")}
          error={wrongReason}
        />
      </ConfirmDialog>
    </>
  );
}
