"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmButton } from "#components/ui/confirm-dialog";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";

interface RemoveProfileButtonProps {
  profileId: string;
  name: string;
  action: (form: FormData) => Promise<FormAnswer<null>>;
}

/** Takes a profile away once somebody has confirmed it. */
export function RemoveProfileButton({ profileId, name, action }: RemoveProfileButtonProps) {
  const t = useTranslations("otp.remove");
  const router = useRouter();
  const { send, refusal } = useFormAnswer(async (form) => {
    form.set("profileId", profileId);
    const answer = await action(form);
    if (answer.ok) router.refresh();
    return answer;
  });
  return (
    <ConfirmButton
      label={t("action")}
      button={{ small: true, look: "quiet-danger" }}
      title={t("title", { name })}
      text={t("text")}
      confirmLabel={t("action")}
      action={send}
      error={refusal?.message}
    />
  );
}
