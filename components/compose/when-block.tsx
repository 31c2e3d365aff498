"use client";

import Clock from "lucide-react/icons/clock";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { Note } from "#components/ui/note";
import { RadioGroup } from "#components/ui/radio-group";
import { SelectField } from "#components/ui/select";
import { MOST_PER_MINUTE, MOST_SPREAD_HOURS } from "#lib/domain/campaigns/pace";
import { keepsSchedule } from "#lib/domain/campaigns/provider-schedule";
import { Block } from "./block.tsx";
import type { DraftFields } from "./draft-keeper.ts";
import type { SenderChoice } from "./outlook.tsx";
import { useStartWords } from "./use-start-words.ts";
import { clockAt, nextHour, readWallClock, writeWallClock } from "./wall-clock.ts";
import { KeepAtProvider } from "./ways-fields.tsx";

interface WhenBlockProps {
  fields: DraftFields;
  /** Time zone of the workspace, by whose clock a start is chosen. */
  zone: string;
  undoSeconds: number;
  /** The sender that was chosen. */
  sender: SenderChoice | undefined;
  onChange: (change: Partial<DraftFields>) => void;
}

/** The third block: when it starts, and how fast it goes. */
export function WhenBlock({ fields, zone, undoSeconds, sender, onChange }: WhenBlockProps) {
  const t = useTranslations("compose");
  const printed = useStartWords(fields.start);
  const undo = undoSeconds > 0 ? t("when.nowUndo", { seconds: undoSeconds }) : t("when.nowNone");
  return (
    <Block id="when" number={3} title={t("block.when")} isDone summary={printed ?? t("when.now")}>
      <div className="picks">
        <RadioGroup
          legend={t("when.choose")}
          hideLegend
          look="cards"
          name="when"
          value={fields.start === null ? "now" : "later"}
          onValueChange={(value) =>
            onChange({ start: value === "now" ? null : writeWallClock({ clock: nextHour(zone, new Date()), zone }) })
          }
          options={[
            { value: "now", label: t("when.now"), description: undo },
            { value: "later", label: printed ?? t("when.later"), description: t("when.laterHint") },
          ]}
        />
      </div>
      {fields.start !== null && (
        <StartField
          start={fields.start}
          zone={zone}
          isKept={keepsSchedule({ ...fields, startAt: fields.start }, sender?.takesSchedule ?? false)}
          onChange={onChange}
        />
      )}
      <KeepAtProvider {...{ fields, sender, onChange }} />
      <PaceFields fields={fields} onChange={onChange} />
    </Block>
  );
}

interface StartFieldProps extends Pick<WhenBlockProps, "onChange" | "zone"> {
  start: string;
  /** The provider keeps it: what is checked is checked when it is handed over, before the start. */
  isKept: boolean;
}

function StartField({ start, zone, isKept, onChange }: StartFieldProps) {
  const t = useTranslations("compose.when");
  const chosen = readWallClock(start);
  const [earliest] = useState(() => clockAt(chosen.zone, new Date()));
  return (
    <>
      <TextField
        label={t("at")}
        hint={t("zone", { zone: chosen.zone })}
        type="datetime-local"
        numeric
        min={earliest}
        value={chosen.clock}
        onChange={({ target }) => {
          // A field that is being emptied holds nothing for a moment; what was chosen before stands until then.
          if (target.value !== "") onChange({ start: writeWallClock({ clock: target.value.slice(0, 16), zone }) });
        }}
      />
      {!isKept && <Note icon={<Icon of={Clock} />}>{t("scheduled")}</Note>}
    </>
  );
}

/** How fast: one of three ways, of which two take a number. */
function PaceFields({ fields, onChange }: Pick<WhenBlockProps, "fields" | "onChange">): ReactNode {
  const t = useTranslations("compose.when");
  const { spreadHours, perMinute } = fields;
  const way = spreadHours !== null ? "spread" : perMinute !== null ? "limit" : "fast";
  const choose = (chosen: string) =>
    onChange({
      spreadHours: chosen === "spread" ? (spreadHours ?? 2) : null,
      perMinute: chosen === "limit" ? (perMinute ?? 100) : null,
    });
  return (
    <div className="pair">
      <SelectField
        label={t("pace")}
        name="pace"
        value={way}
        onChange={({ target }) => choose(target.value)}
        options={[
          { value: "fast", label: t("fast") },
          { value: "spread", label: t("spread") },
          { value: "limit", label: t("limit") },
        ]}
      />
      {spreadHours !== null && (
        <WholeNumber
          label={t("hours")}
          hint={t("hoursHint", { most: MOST_SPREAD_HOURS })}
          value={spreadHours}
          most={MOST_SPREAD_HOURS}
          onChange={(hours) => onChange({ spreadHours: hours })}
        />
      )}
      {perMinute !== null && (
        <WholeNumber
          label={t("perMinute")}
          hint={t("perMinuteHint", { most: MOST_PER_MINUTE })}
          value={perMinute}
          most={MOST_PER_MINUTE}
          onChange={(count) => onChange({ perMinute: count })}
        />
      )}
    </div>
  );
}

interface WholeNumberProps {
  label: string;
  hint: string;
  value: number;
  most: number;
  onChange: (value: number) => void;
}

/** A number that is passed on only while it is one. */
function WholeNumber({ label, hint, value, most, onChange }: WholeNumberProps) {
  const t = useTranslations("compose.when");
  const [typed, setTyped] = useState(String(value));
  const isNumber = (text: string) => /^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= most;
  return (
    <TextField
      label={label}
      hint={hint}
      error={isNumber(typed) ? undefined : t("notANumber", { most })}
      inputMode="numeric"
      numeric
      autoComplete="off"
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value.trim());
        if (isNumber(target.value.trim())) onChange(Number(target.value.trim()));
      }}
    />
  );
}
