"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormAnswer, type FormState, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RadioGroup } from "#components/ui/radio-group";
import { RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";
import { SelectField } from "#components/ui/select";

interface ShownProfile {
  name: string;
  slug: string;
  zone: string;
  locale: string;
  tradeName: string;
  mersis: string | null;
}

interface WorkspaceProfileFormProps {
  action: (form: FormData) => Promise<FormAnswer<{ readonly slug: string }>>;
  /** Of this instance. */
  address: string;
  zones: readonly string[];
  profile: ShownProfile;
}

/** Who the workspace is. After a change of the address the page moves along. */
export function WorkspaceProfileForm({ action, address, zones, profile }: WorkspaceProfileFormProps) {
  const t = useTranslations("settings");
  const language = useTranslations("common.language");
  const router = useRouter();
  const form = useFormAnswer(async (data: FormData) => {
    const sent = await action(data);
    if (sent.ok && sent.result.slug !== profile.slug) router.replace(`/w/${sent.result.slug}/settings/profile`);
    if (sent.ok) router.refresh();
    return sent;
  });
  const { send, refusal, field, typed, answer } = form;
  return (
    <form action={send} className="stack">
      <RefusalLine refusal={refusal} atFields={["workspace.slug_taken"]} />
      <TextField label={t("profile.name")} required {...field("name", profile.name)} />
      <TextField
        label={t("profile.slug")}
        hint={t("profile.slugHint", { address: `${address}/w/${profile.slug}` })}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        required
        {...field("slug", profile.slug, "workspace.slug_taken")}
      />
      <SelectField
        label={t("profile.zone")}
        hint={t("profile.zoneHint")}
        options={zones.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
        {...field("zone", profile.zone)}
      />
      <RadioGroup
        legend={t("profile.locale")}
        name="locale"
        defaultValue={typed("locale") ?? profile.locale}
        options={[
          { value: "tr", label: language("tr") },
          { value: "en", label: language("en") },
        ]}
      />
      <p className="hint">{t("profile.localeHint")}</p>
      <CompanyFields profile={profile} form={form} />
      <SaveRow look="primary" isSaved={answer?.ok === true} submit={t("save")} saved={t("saved")} />
    </form>
  );
}

function CompanyFields({ profile, form }: { profile: ShownProfile; form: FormState<unknown> }) {
  const t = useTranslations("settings.profile");
  const { field } = form;
  return (
    <fieldset className="stack">
      <legend className="lab legend-gap">{t("company")}</legend>
      <p className="sm muted">{t("companyText")}</p>
      <TextField
        label={t("tradeName")}
        autoComplete="organization"
        optional
        {...field("tradeName", profile.tradeName)}
      />
      <TextField
        label={t("mersis")}
        hint={t("mersisHint")}
        inputMode="numeric"
        autoComplete="off"
        numeric
        optional
        {...field("mersis", profile.mersis)}
      />
    </fieldset>
  );
}
