"use client";

import { useTranslations } from "next-intl";
import type { FormState } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { SelectField } from "#components/ui/select";
import { TextAreaField } from "#components/ui/textarea";
import { contactLimits, type ListType, listTypes } from "#lib/domain/contacts/contact";

/** What a form about a contact starts with. */
export interface ContactStart {
  readonly name: string;
  readonly tags: string;
  /** Empty: the list of the brand. */
  readonly listType: ListType | "";
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
        maxLength={contactLimits.name}
        autoComplete="off"
        {...form.field("name", start.name)}
      />
      <TextField
        label={t("form.tags")}
        hint={t("form.tagsHint")}
        autoComplete="off"
        {...form.field("tags", start.tags)}
      />
      <SelectField
        label={t("form.list")}
        hint={t("form.listHint")}
        name="listType"
        defaultValue={form.typed("listType") ?? start.listType}
        options={[
          { value: "", label: t("list.brand") },
          ...listTypes.map((value) => ({ value, label: t(`list.${value}`) })),
        ]}
      />
      {start.fields === null ? (
        <p className="sm muted">{t("detail.fieldsHidden")}</p>
      ) : (
        <TextAreaField
          label={t("form.fields")}
          hint={t("form.fieldsHint")}
          rows={4}
          spellCheck={false}
          {...form.field("fields", start.fields)}
        />
      )}
    </>
  );
}
