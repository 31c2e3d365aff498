"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type FormAnswer, fieldError, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { Segmented } from "#components/ui/segmented";
import { SubmitButton } from "#components/ui/submit-button";
import { TextAreaField } from "#components/ui/textarea";
import { toast } from "#components/ui/toast";
import { draftTextLength } from "#lib/domain/campaigns/draft";
import { type CampaignKind, campaignKinds } from "#lib/domain/campaigns/model";
import { countSegments } from "#lib/domain/messages/segments";
import { templateNameLength } from "#lib/domain/templates/name-length";

/** What a template holds. */
export interface Wording {
  readonly name: string;
  readonly kind: CampaignKind;
  readonly text: string;
}

interface TemplateFormProps {
  /** Id and version that another wording is written on; none for a new template. */
  on?: { readonly templateId: string; readonly version: number } | undefined;
  start: Wording;
  /** Where a new template is found; its id follows. */
  listHref: string;
  action: (form: FormData) => Promise<FormAnswer<{ readonly templateId?: string; readonly version?: number }>>;
}

/** Name, kind and text of a template. Key it by the version it shows. */
export function TemplateForm({ on, start, listHref, action }: TemplateFormProps) {
  const t = useTranslations("templates");
  const words = useTranslations("campaigns.kind");
  const router = useRouter();
  const [text, setText] = useState(start.text);
  const { send, refusal, field, typed } = useFormAnswer(async (form: FormData) => {
    const said = await action(form);
    if (!said.ok) return said;
    toast({ tone: "ok", text: t("form.saved") });
    if (said.result.templateId !== undefined) router.push(`${listHref}/${said.result.templateId}`);
    else {
      // The address may still name an earlier version, which would come back into the form in place of what was saved.
      router.replace(`${listHref}/${on?.templateId}`, { scroll: false });
      router.refresh();
    }
    return said;
  });
  const { segments } = countSegments(text);
  return (
    <form action={send} className="stack stack-4">
      <RefusalLine refusal={refusal} />
      {on !== undefined && (
        <>
          <input type="hidden" name="templateId" value={on.templateId} />
          <input type="hidden" name="version" value={on.version} />
        </>
      )}
      <TextField
        label={t("form.name")}
        hint={t("form.nameHint")}
        required
        maxLength={templateNameLength}
        autoComplete="off"
        {...field("name", start.name)}
      />
      <div className="field">
        <span className="lab" aria-hidden="true">
          {t("form.kind")}
        </span>
        <div>
          <Segmented
            label={t("form.kind")}
            name="kind"
            defaultValue={typed("kind") ?? start.kind}
            options={campaignKinds.map((value) => ({ value, label: words(value) }))}
          />
        </div>
      </div>
      <TextAreaField
        label={t("form.text")}
        hint={t("form.textHint", { example: "{{Ad|müşterimiz}}" })}
        name="text"
        lang="tr"
        rows={6}
        required
        maxLength={draftTextLength}
        value={text}
        onChange={({ target }) => setText(target.value)}
        error={fieldError(refusal, "text")}
      />
      <p className="sm muted num" aria-live="off">
        {t("count", { length: text.length, parts: segments })}
      </p>
      <div>
        <SubmitButton look="primary">{t(on === undefined ? "form.add" : "form.save")}</SubmitButton>
      </div>
    </form>
  );
}
