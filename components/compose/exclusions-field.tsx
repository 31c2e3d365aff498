"use client";

import X from "lucide-react/icons/x";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "#components/ui/checkbox";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { SelectField } from "#components/ui/select";
import { type Exclusions, exclusionLimits, readExclusions, writeExclusions } from "#lib/domain/campaigns/exclusions";
import type { ContactsOutlook, PastedNumbers } from "./contacts-picker.tsx";
import { ExclusionNumbers } from "./exclusion-numbers.tsx";

interface ExclusionsFieldProps {
  slug: string;
  /** As the draft writes them; null: nobody is left out. */
  written: string | null;
  outlook: ContactsOutlook;
  onChange: (written: string | null) => void;
}

/** What is suggested to whoever spares people a second message. */
const USUAL_DAYS = 7;

/** Whom the campaign leaves out: people of segments, of earlier campaigns, of pasted numbers, and whoever was written to lately. */
export function ExclusionsField({ slug, written, outlook, onChange }: ExclusionsFieldProps) {
  const t = useTranslations("compose.exclusions");
  const [added, setAdded] = useState<readonly PastedNumbers[]>([]);
  const chosen = readExclusions(written);
  const change = (patch: Partial<Exclusions>) => onChange(writeExclusions({ ...chosen, ...patch }));
  const { days, segments, campaigns, lists } = chosen;
  const named = [
    ...segments.map((id) => ({
      id,
      name: nameOf(outlook.segments, id),
      label: t("segment"),
      list: "segments" as const,
    })),
    ...lists.map((id) => {
      const known = [...added, ...outlook.lists].find((one) => one.id === id);
      const name = known === undefined ? null : t("numbersCount", { count: known.numbers });
      return { id, name, label: t("pasted"), list: "lists" as const };
    }),
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
        <ChosenChips
          chosen={named}
          onRemove={({ id, list }) => change({ [list]: chosen[list].filter((one) => one !== id) })}
        />
        {lists.length < exclusionLimits.lists && (
          <ExclusionNumbers
            slug={slug}
            onAdd={(pasted) => {
              setAdded((known) => [...known, pasted]);
              change({ lists: [...lists, pasted.id] });
            }}
          />
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

interface ChosenOne {
  readonly id: string;
  /** Null for what is gone. */
  readonly name: string | null;
  /** What kind of thing it is. */
  readonly label: string;
  readonly list: "segments" | "campaigns" | "lists";
}

interface ChosenChipsProps {
  chosen: readonly ChosenOne[];
  onRemove: (one: ChosenOne) => void;
}

/** What was chosen to be left out, each with a way to take it back. */
function ChosenChips({ chosen, onRemove }: ChosenChipsProps) {
  const t = useTranslations("compose.exclusions");
  if (chosen.length === 0) return null;
  return (
    <ul className="row wrap">
      {chosen.map((one) => {
        const name = one.name ?? t("gone");
        return (
          <li key={one.id}>
            <button type="button" className="chip" aria-label={t("remove", { name })} onClick={() => onRemove(one)}>
              {one.label} <b>{name}</b>
              <Icon of={X} size="small" />
            </button>
          </li>
        );
      })}
    </ul>
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
