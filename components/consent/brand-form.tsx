"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SelectField } from "#components/ui/select";
import { SubmitButton } from "#components/ui/submit-button";
import { toast } from "#components/ui/toast";
import { iysAudiences } from "#lib/domain/consent/iys";

interface BrandFormProps {
  connectionId: string;
  brand: string | null;
  audience: string;
  action: (form: FormData) => Promise<FormAnswer<null>>;
}

/** The İYS brand of a connection. */
export function BrandForm({ connectionId, brand, audience, action }: BrandFormProps) {
  const t = useTranslations("consent.iys.brand");
  const router = useRouter();
  const { send, refusal, field, typed } = useFormAnswer(async (form) => {
    const answer = await action(form);
    if (answer.ok) {
      toast({ tone: "ok", text: t("saved") });
      router.refresh();
    }
    return answer;
  });
  return (
    <form action={send} className="filters items-start">
      <input type="hidden" name="connectionId" value={connectionId} />
      <TextField label={t("label")} inputMode="numeric" autoComplete="off" maxLength={12} {...field("brand", brand)} />
      <SelectField
        label={t("audience")}
        hint={t("audienceHint")}
        name="audience"
        options={iysAudiences.map((value) => ({ value, label: t(value) }))}
        defaultValue={typed("audience") ?? audience}
      />
      {/* in line with the controls, whatever stands below them */}
      <SubmitButton className="mt-6.5 max-tablet:mt-0">{t("save")}</SubmitButton>
      <RefusalLine refusal={refusal} />
    </form>
  );
}
