"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

interface ArchiveButtonProps {
  action: (form: FormData) => Promise<FormAnswer>;
  /** Whether one is being prepared; the page then looks again by itself. */
  isBusy: boolean;
}

const LOOK_AGAIN_MS = 2_000;

/** Has an archive prepared, and shows how far it is. */
export function ArchiveButton({ action, isBusy }: ArchiveButtonProps) {
  const t = useTranslations("settings.export");
  const router = useRouter();
  const { send, refusal } = useFormAnswer(async (form: FormData) => {
    const answer = await action(form);
    router.refresh();
    return answer;
  });
  useEffect(() => {
    if (!isBusy) return undefined;
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isBusy, router]);
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
