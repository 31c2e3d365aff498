"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { DialogClose } from "#components/ui/dialog";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";
import { toast } from "#components/ui/toast";
import { ContactFields } from "./contact-fields.tsx";

interface AddContactFormProps {
  action: (form: FormData) => Promise<FormAnswer<string>>;
  /** Address of the list; the new contact's page lies below it. */
  path: string;
}

const AT_THE_NUMBER = ["contact.number_not_valid", "contact.known"];

/** Adds one contact and opens its page. */
export function AddContactForm({ action, path }: AddContactFormProps) {
  const t = useTranslations("contacts");
  const router = useRouter();
  const form = useFormAnswer(async (sent) => {
    const answer = await action(sent);
    if (answer.ok) {
      toast({ tone: "ok", text: t("add.done") });
      router.push(`${path}/${answer.result}`);
    }
    return answer;
  });
  const atNumber = AT_THE_NUMBER.find((code) => code === form.refusal?.code);
  return (
    <form action={form.send} className="stack stack-3 dialog-form">
      <TextField
        label={t("form.number")}
        hint={t("form.numberHint")}
        inputMode="tel"
        autoComplete="off"
        required
        maxLength={40}
        {...form.field("number", "", atNumber)}
      />
      <ContactFields form={form} start={{ name: "", tags: "", listType: "", fields: "" }} />
      <RefusalLine refusal={form.refusal} atFields={AT_THE_NUMBER} />
      <div className="dialog-acts">
        <DialogClose>{t("form.cancel")}</DialogClose>
        <SubmitButton look="primary">{t("add.submit")}</SubmitButton>
      </div>
    </form>
  );
}
