"use client";

import X from "lucide-react/icons/x";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { SelectField } from "#components/ui/select";
import { type Exclusions, exclusionLimits, readExclusions, writeExclusions } from "#lib/domain/campaigns/exclusions";
import type { ContactsOutlook } from "./contacts-picker.tsx";

interface ExclusionsFieldProps {
  /** As the draft writes them; null: nobody is left out. */
  written: string | null;
  outlook: ContactsOutlook;
  onChange: (written: string | null) => void;
}

/** What is suggested to whoever spares people a second message. */
const USUAL_DAYS = 7;

/** Whom the campaign leaves out: people of segments and of earlier campaigns, and whoever was written to lately. */
export function ExclusionsField({ written, outlook, onChange }: ExclusionsFieldProps) {
  const t = useTranslations("compose.exclusions");
  const chosen = readExclusions(written);
  const change = (patch: Partial<Exclusions>) => onChange(writeExclusions({ ...chosen, ...patch }));
  const { days, segments, campaigns } = chosen;
  const named = [
    ...segments.map((id) => ({
      id,
      name: nameOf(outlook.segments, id),
      label: t("segment"),
      list: "segments" as const,
    })),
    ...campaigns.map((id) => ({
      ...{ id, name: nameOf(outlook.campaigns, id), label: t("campaign") },
      list: "campaigns" as const,
    })),
  ];
  const open = [
    ...outlook.segments.map(({ id, name }) => ({ value: id, label: t("ofSegment", { name }) })),
    ...outlook.campaigns.map(({ id, name }) => ({ value: id, label: t("ofCampaign", { name }) })),
  ].filter(({ value }) => !segments.includes(value) && !campaigns.includes(value));
  return (
    <details className="note note-block" open={written !== null}>
      <summary className="sm">{t("title")}</summary>
      <div className="stack stack-3 exclusions">
        {open.length > 0 && (
          <SelectField
            label={t("add")}
            options={[{ value: "", label: t("choose") }, ...open]}
            value=""
            onChange={({ target: { value } }) => {
              if (value.startsWith("sgm_")) change({ segments: [...segments, value] });
              else if (value !== "") change({ campaigns: [...campaigns, value] });
            }}
          />
        )}
        {named.length > 0 && (
          <ul className="row wrap">
            {named.map(({ id, name, label, list }) => (
              <li key={id}>
                <button
                  type="button"
                  className="chip"
                  aria-label={t("remove", { name: name ?? t("gone") })}
                  onClick={() => change({ [list]: chosen[list].filter((one) => one !== id) })}
                >
                  {label} <b>{name ?? t("gone")}</b>
                  <Icon of={X} size="small" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <Checkbox
          label={t("recent")}
          description={t("recentHint")}
          checked={days !== null}
          onChange={({ target }) => change({ days: target.checked ? USUAL_DAYS : null })}
        />
        {days !== null && <DaysField days={days} onChange={(value) => change({ days: value })} />}
      </div>
    </details>
  );
}

/** A number that is kept once it is one. */
function DaysField({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  const t = useTranslations("compose.exclusions");
  return (
    <TextField
      label={t("days")}
      numeric
      type="number"
      min={1}
      max={exclusionLimits.days}
      defaultValue={days}
      onChange={({ target }) => {
        const typed = Number(target.value);
        if (Number.isInteger(typed) && typed >= 1 && typed <= exclusionLimits.days) onChange(typed);
      }}
    />
  );
}

function nameOf(known: readonly { readonly id: string; readonly name: string }[], id: string): string | null {
  return known.find((one) => one.id === id)?.name ?? null;
}
