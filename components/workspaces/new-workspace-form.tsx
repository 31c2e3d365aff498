"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type FormAnswer, type FormRefusal, fieldError, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RadioGroup } from "#components/ui/radio-group";
import { RefusalLine } from "#components/ui/refusal-line";
import { SelectField } from "#components/ui/select";
import { SubmitButton } from "#components/ui/submit-button";
import { suggestSlug } from "#lib/domain/workspaces/slug";

interface NewWorkspaceFormProps {
  action: (form: FormData) => Promise<FormAnswer>;
  /** Of this instance. */
  address: string;
  zones: readonly string[];
  zone: string;
  locale: string;
  /** Whether it is made for somebody else, who is named by an address. */
  asksOwner?: boolean;
}

/** Makes a workspace. The address follows the name until somebody writes it by hand. */
export function NewWorkspaceForm({
  action,
  address,
  zones,
  zone: firstZone,
  locale: firstLocale,
  asksOwner,
}: NewWorkspaceFormProps) {
  const t = useTranslations("workspaces.create");
  const language = useTranslations("common.language");
  const { send, refusal, typed } = useFormAnswer(action);
  const [name, setName] = useState("");
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [zone, setZone] = useState(firstZone);
  const [locale, setLocale] = useState(firstLocale);
  const slug = ownSlug ?? suggestSlug(name);
  return (
    <form action={send} className="stack">
      <RefusalLine refusal={refusal} atFields={["workspace.slug_taken", "instance.owner_disabled"]} />
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        name="name"
        autoComplete="organization"
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={fieldError(refusal, "name")}
      />
      <TextField
        label={t("slug")}
        hint={t("slugHint", { address: `${address}/w/${slug === "" ? "…" : slug}` })}
        name="slug"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        required
        value={slug}
        onChange={(event) => setOwnSlug(event.target.value)}
        error={fieldError(refusal, "slug", "workspace.slug_taken")}
      />
      {asksOwner && <OwnerField refusal={refusal} typed={typed("ownerEmail")} />}
      <SelectField
        label={t("zone")}
        hint={t("zoneHint")}
        name="zone"
        options={zones.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
        value={zone}
        onChange={(event) => setZone(event.target.value)}
        error={fieldError(refusal, "zone")}
      />
      <RadioGroup
        legend={t("locale")}
        name="locale"
        value={locale}
        onValueChange={setLocale}
        options={[
          { value: "tr", label: language("tr") },
          { value: "en", label: language("en") },
        ]}
      />
      <SubmitButton look="primary" block>
        {t("submit")}
      </SubmitButton>
    </form>
  );
}

/** Who will own it, where it is made for somebody else. */
function OwnerField({ refusal, typed }: { refusal: FormRefusal | null; typed: string | undefined }) {
  const t = useTranslations("workspaces.create");
  return (
    <TextField
      label={t("owner")}
      hint={t("ownerHint")}
      name="ownerEmail"
      type="email"
      autoComplete="off"
      required
      defaultValue={typed}
      error={fieldError(refusal, "ownerEmail", "instance.owner_disabled")}
    />
  );
}
