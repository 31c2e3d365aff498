"use client";

import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";

type Outcome = { readonly kind: "taken" | "no_server" } | { readonly kind: "failed"; readonly why: string };

/** Sends a test mail to the operator and says what the server answered. */
export function MailCheckForm({ email, action }: { email: string; action: () => Promise<FormAnswer<Outcome>> }) {
  const t = useTranslations("instance.mail");
  const { send, refusal, answer } = useFormAnswer(() => action());
  const outcome = answer?.ok ? answer.result : undefined;
  return (
    <form action={send} className="stack stack-3">
      <RefusalLine refusal={refusal} />
      {outcome !== undefined && (
        <Banner tone={outcome.kind === "taken" ? "ok" : "bad"} live="status">
          {outcome.kind === "failed" ? t("failed", { why: outcome.why }) : t(outcome.kind, { email })}
        </Banner>
      )}
      <div>
        <SubmitButton>{t("submit")}</SubmitButton>
      </div>
    </form>
  );
}
