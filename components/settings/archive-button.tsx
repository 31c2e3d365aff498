"use client";

import { useTranslations } from "next-intl";
import { type FormAnswer, useRefreshingForm } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface ArchiveButtonProps {
  action: (form: FormData) => Promise<FormAnswer>;
  /** Whether one is being prepared. */
  isBusy: boolean;
}

/** Has an archive prepared. */
export function ArchiveButton({ action, isBusy }: ArchiveButtonProps) {
  const t = useTranslations("settings.export");
  const { send, refusal } = useRefreshingForm(action);
  return (
    <form action={send} className="stack">
      <RefusalLine refusal={refusal} />
      <div className="row">
        <SubmitButton look="primary" disabled={isBusy}>
          {t("action")}
        </SubmitButton>
      </div>
    </form>
  );
}
