"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { DialogClose, useCloseDialog } from "#components/ui/dialog";
import { type FormAnswer, fieldError, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { PasswordField } from "#components/ui/password-input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";
import { toast } from "#components/ui/toast";

/** Connects by a pasted key, or replaces the key of a connection. */
export type KeyAction = (form: FormData) => Promise<FormAnswer<{ readonly isNew: boolean }>>;

interface KeyFormProps {
  provider: string;
  label: string;
  /** Where the key is found. */
  hint: string;
  /** Whether the key comes with a second text. */
  hasHash: boolean;
  action: KeyAction;
  /** The connection whose key is replaced; a new connection without one. */
  connectionId?: string | undefined;
  /** What the connection is called now. */
  name?: string | undefined;
}

/** The fields of a key. What was typed as a secret never comes back from the server, so it is typed again after a refusal. */
export function KeyForm({ provider, label, hint, hasHash, action, connectionId, name }: KeyFormProps) {
  const t = useTranslations("connections.key");
  const common = useTranslations("common");
  const router = useRouter();
  const close = useCloseDialog();
  const { send, refusal, field } = useFormAnswer(async (form: FormData) => {
    const answer = await action(form);
    if (answer.ok) {
      close();
      toast({ tone: "ok", text: t(answer.result.isNew ? "connected" : "replaced", { label }) });
      router.refresh();
    }
    return answer;
  });
  return (
    <form action={send} className="stack stack-3 dialog-form">
      <RefusalLine refusal={refusal} atFields={["connection.hash_missing"]} />
      <input type="hidden" name="provider" value={provider} />
      {connectionId !== undefined && <input type="hidden" name="connectionId" value={connectionId} />}
      <PasswordField
        label={t("key")}
        hint={hint}
        name="key"
        required
        maxLength={200}
        autoComplete="off"
        error={fieldError(refusal, "key")}
      />
      {hasHash && (
        <PasswordField
          label={t("hash")}
          name="hash"
          required
          maxLength={200}
          autoComplete="off"
          error={fieldError(refusal, "hash", "connection.hash_missing")}
        />
      )}
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        optional
        maxLength={80}
        autoComplete="off"
        {...field("name", name)}
      />
      <div className="dialog-acts">
        <DialogClose>{common("cancel")}</DialogClose>
        <SubmitButton look="primary">{t(connectionId === undefined ? "submit" : "replace", { label })}</SubmitButton>
      </div>
    </form>
  );
}
