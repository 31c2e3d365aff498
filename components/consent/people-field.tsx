"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FormState } from "#components/ui/form-answer";
import { Segmented } from "#components/ui/segmented";
import { type Choice, SelectField } from "#components/ui/select";
import { TextAreaField } from "#components/ui/textarea";

interface PeopleFieldProps {
  form: FormState<unknown>;
  /** The lists of the workspace that can be chosen. */
  lists: readonly Choice[];
}

/** Whose numbers: pasted, or those of a list that is already in the workspace. */
export function PeopleField({ form, lists }: PeopleFieldProps) {
  const t = useTranslations("consent.people");
  const [by, setBy] = useState("numbers");
  const ways = (["numbers", "list"] as const).map((value) => ({ value, label: t(value) }));
  return (
    <div className="stack stack-3">
      <div className="field">
        <span className="lab" aria-hidden="true">
          {t("label")}
        </span>
        <div>
          <Segmented label={t("label")} name="by" options={ways} value={by} onValueChange={setBy} />
        </div>
      </div>
      {by === "numbers" ? (
        <TextAreaField
          label={t("paste")}
          hint={t("pasteHint")}
          rows={4}
          autoComplete="off"
          spellCheck={false}
          className="num"
          required
          {...form.field("numbers")}
        />
      ) : lists.length === 0 ? (
        <p className="hint">{t("noLists")}</p>
      ) : (
        <SelectField
          label={t("choose")}
          required
          options={lists}
          placeholder={t("choosePlaceholder")}
          {...form.field("importId")}
        />
      )}
    </div>
  );
}
