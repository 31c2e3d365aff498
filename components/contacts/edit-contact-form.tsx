"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";
import { ContactFields, type ContactStart } from "./contact-fields.tsx";

interface EditContactFormProps {
  contactId: string;
  version: number;
  start: ContactStart;
  action: (form: FormData) => Promise<FormAnswer<null>>;
}

/** What is known of a contact, to be changed. */
export function EditContactForm({ contactId, version, start, action }: EditContactFormProps) {
  const t = useTranslations("contacts.detail");
  const router = useRouter();
  const form = useFormAnswer(async (sent) => {
    const answer = await action(sent);
    if (answer.ok) router.refresh();
    return answer;
  });
  return (
    <form action={form.send} className="stack stack-3 max-w-read">
      <input type="hidden" name="contactId" value={contactId} />
      <input type="hidden" name="version" value={version} />
      <ContactFields form={form} start={start} />
      <RefusalLine refusal={form.refusal} />
      <SaveRow look="primary" isSaved={form.answer?.ok === true} submit={t("save")} saved={t("saved")} />
    </form>
  );
}
