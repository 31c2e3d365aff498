"use client";

import { useTranslations } from "next-intl";
import type { FormState } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { fieldError } from "#components/ui/refusal-line";
import { TextAreaField } from "#components/ui/textarea";
import { contactLimits } from "#lib/domain/contacts/contact";

/** What a form about a contact starts with. */
export interface ContactStart {
  readonly name: string;
  readonly tags: string;
  /** Null for members who may not see numbers whole: a field may hold one. */
  readonly fields: string | null;
}

/** Name, tags and fields of a contact, in the form around. */
export function ContactFields({ form, start }: { form: FormState<unknown>; start: ContactStart }) {
  const t = useTranslations("contacts");
  return (
    <>
      <TextField
        label={t("form.name")}
        name="name"
        maxLength={contactLimits.name}
        autoComplete="off"
        defaultValue={form.typed("name") ?? start.name}
        error={fieldError(form.refusal, "name")}
      />
      <TextField
        label={t("form.tags")}
        hint={t("form.tagsHint")}
        name="tags"
        autoComplete="off"
        defaultValue={form.typed("tags") ?? start.tags}
        error={fieldError(form.refusal, "tags")}
      />
      {start.fields === null ? (
        <p className="sm muted">{t("detail.fieldsHidden")}</p>
      ) : (
        <TextAreaField
          label={t("form.fields")}
          hint={t("form.fieldsHint")}
          name="fields"
          rows={4}
          spellCheck={false}
          defaultValue={form.typed("fields") ?? start.fields}
          error={fieldError(form.refusal, "fields")}
        />
      )}
    </>
  );
}
