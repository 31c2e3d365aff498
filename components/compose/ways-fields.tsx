"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox";
import { SelectField } from "#components/ui/select";
import { mayKeepSchedule } from "#lib/domain/campaigns/provider-schedule";
import type { DraftFields } from "./draft-keeper.ts";
import type { SenderChoice } from "./outlook.tsx";

interface WaysProps {
  fields: DraftFields;
  /** The sender that was chosen; undefined while there is none. */
  sender: SenderChoice | undefined;
  senders: readonly SenderChoice[];
  onChange: (change: Partial<DraftFields>) => void;
}

/** Where those go whom the first way does not take. Each choice is there only where something can be chosen. */
export function WaysFields({ fields, sender, senders, onChange }: WaysProps) {
  const t = useTranslations("compose.ways");
  if (sender === undefined) return null;
  const others = senders.filter((one) => one.connectionId !== sender.connectionId);
  const { fallbacks } = sender;
  const none = { value: "", label: t("none") };
  const known = (value: string | null, values: readonly string[]) =>
    value !== null && values.includes(value) ? value : "";
  return (
    <div className="pair">
      {others.length > 0 && (
        <SelectField
          label={t("second")}
          hint={t("secondHint")}
          name="second"
          value={known(
            fields.secondSenderId,
            others.map(({ id }) => id),
          )}
          options={[
            none,
            ...others.map(({ id, name, connection }) => ({ value: id, label: `${name} (${connection})` })),
          ]}
          onChange={({ target }) => onChange({ secondSenderId: target.value === "" ? null : target.value })}
        />
      )}
      {fallbacks.length > 0 && (
        <SelectField
          label={t("fallback", { provider: sender.provider })}
          hint={t("fallbackHint", { provider: sender.provider })}
          name="fallback"
          value={known(
            fields.fallback,
            fallbacks.map(({ code }) => code),
          )}
          options={[none, ...fallbacks.map(({ code, name }) => ({ value: code, label: name }))]}
          onChange={({ target }) => onChange({ fallback: target.value === "" ? null : target.value })}
        />
      )}
    </div>
  );
}

type KeepProps = Pick<WaysProps, "fields" | "sender" | "onChange">;

/** Whether the provider keeps the campaign until its start; there only where the provider takes a time. */
export function KeepAtProvider({ fields, sender, onChange }: KeepProps) {
  const t = useTranslations("compose.ways");
  if (sender === undefined || !mayKeepSchedule({ ...fields, startAt: fields.start }, sender.takesSchedule)) return null;
  const { provider } = sender;
  return (
    <Checkbox
      name="atProvider"
      checked={fields.atProvider}
      onChange={({ target }) => onChange({ atProvider: target.checked })}
      label={t("keep", { provider })}
      description={t("keepHint", { provider })}
    />
  );
}
