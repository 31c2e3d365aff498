"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormAnswer, fieldError, useFormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";
import { TextAreaField } from "#components/ui/textarea";
import { toast } from "#components/ui/toast";

interface ThreadFormProps {
  /** The person as the address names them. */
  person: string;
  action: (form: FormData) => Promise<FormAnswer<null>>;
}

/** Marks what somebody sent as read. */
export function ReadButton({ person, action }: ThreadFormProps) {
  const t = useTranslations("inbox");
  const router = useRouter();
  const { send, refusal } = useFormAnswer(async (form) => {
    const answer = await action(form);
    if (answer.ok) router.refresh();
    return answer;
  });
  return (
    <form action={send}>
      <input type="hidden" name="person" value={person} />
      <SubmitButton>{t("markRead")}</SubmitButton>
      <RefusalLine refusal={refusal} />
    </form>
  );
}

/** Answers somebody who wrote, or writes a note for the other members. */
export function ThreadTextForm({ person, action, kind }: ThreadFormProps & { kind: "reply" | "note" }) {
  const t = useTranslations("inbox");
  const router = useRouter();
  const { send, refusal, typed, answer } = useFormAnswer(async (form) => {
    const told = await action(form);
    if (told.ok) {
      toast({ tone: "ok", text: t(`${kind}.sent`) });
      router.refresh();
    }
    return told;
  });
  return (
    <form action={send} className="stack stack-3">
      <RefusalLine refusal={refusal} />
      <input type="hidden" name="person" value={person} />
      <TextAreaField
        label={t(`${kind}.label`)}
        hint={t(`${kind}.hint`)}
        name="text"
        rows={kind === "reply" ? 3 : 2}
        required
        maxLength={1_000}
        defaultValue={answer?.ok === true ? "" : typed("text")}
        error={fieldError(refusal, "text")}
      />
      <div>
        <SubmitButton look={kind === "reply" ? "primary" : undefined}>{t(`${kind}.submit`)}</SubmitButton>
      </div>
    </form>
  );
}
