"use client";

import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Checkbox } from "#components/ui/checkbox";
import { type FormAnswer, type FormState, useRefreshingForm } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";
import { TextAreaField } from "#components/ui/textarea";

/** The rules as they are. */
export interface ShownPolicies {
  undoSeconds: number;
  quietFrom: number | null;
  quietUntil: number | null;
  quietDays: readonly string[];
  dailyCap: number | null;
  frequencyLimit: number | null;
  frequencyDays: number | null;
  allowsForeign: boolean;
  zone: string;
}

interface PoliciesFormProps {
  action: (form: FormData) => Promise<FormAnswer>;
  policies: ShownPolicies;
}

/** What is suggested to whoever switches quiet hours on. */
const EVENING = 21 * 60;
const MORNING = 9 * 60;

const asTime = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const asDay = (day: string) => day.split("-").toReversed().join(".");

/** The rules a workspace sends by; the next message follows them. */
export function PoliciesForm({ action, policies }: PoliciesFormProps) {
  const t = useTranslations("settings");
  const form = useRefreshingForm(action);
  const { send, refusal, field, typed, answer } = form;
  // What was typed is kept when the form is refused; a box that is not ticked sends nothing.
  const wasSent = typed("undoSeconds") !== undefined;
  const isOn = (name: string, stored: boolean) => (wasSent ? typed(name) === "on" : stored);
  return (
    <form action={send} className="stack stack-5">
      <RefusalLine refusal={refusal} atFields={["settings.frequency_too_long"]} />
      <Card>
        <CardHeader title={t("policies.undo.title")} />
        <CardBody>
          <TextField
            label={t("policies.undo.label")}
            hint={t("policies.undo.hint")}
            inputMode="numeric"
            numeric
            required
            className="field-short"
            {...field("undoSeconds", policies.undoSeconds)}
          />
        </CardBody>
      </Card>
      <QuietHoursCard form={form} policies={policies} isOn={isOn("hasQuietHours", policies.quietFrom !== null)} />
      <Card>
        <CardHeader title={t("policies.cap.title")} />
        <CardBody>
          <TextField
            label={t("policies.cap.label")}
            hint={t("policies.cap.hint")}
            inputMode="numeric"
            numeric
            optional
            className="field-short"
            {...field("dailyCap", policies.dailyCap)}
          />
        </CardBody>
      </Card>
      <FrequencyCard form={form} policies={policies} />
      <Card>
        <CardHeader title={t("policies.foreign.title")} />
        <CardBody>
          <Checkbox
            key={String(isOn("allowsForeign", policies.allowsForeign))}
            name="allowsForeign"
            label={t("policies.foreign.label")}
            description={t("policies.foreign.hint")}
            defaultChecked={isOn("allowsForeign", policies.allowsForeign)}
          />
        </CardBody>
      </Card>
      <SaveRow look="primary" isSaved={answer?.ok === true} submit={t("save")} saved={t("saved")} />
    </form>
  );
}

function FrequencyCard({ form: { field }, policies }: Omit<QuietHoursCardProps, "isOn">) {
  const t = useTranslations("settings.policies.frequency");
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody className="stack stack-3">
        <p className="sm muted">{t("text")}</p>
        <div className="row wrap items-start">
          {(["frequencyLimit", "frequencyDays"] as const).map((name) => (
            <TextField
              key={name}
              label={t(name)}
              inputMode="numeric"
              numeric
              optional
              {...field(name, policies[name], name === "frequencyDays" ? "settings.frequency_too_long" : undefined)}
            />
          ))}
        </div>
      </CardBody>
    </Card>
  );
}

interface QuietHoursCardProps {
  form: FormState<unknown>;
  policies: ShownPolicies;
  isOn: boolean;
}

function QuietHoursCard({ form: { field }, policies, isOn }: QuietHoursCardProps) {
  const t = useTranslations("settings.policies.quiet");
  const { quietFrom, quietUntil, quietDays, zone } = policies;
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody className="stack">
        <p className="sm muted">{t("text", { zone: zone.replaceAll("_", " ") })}</p>
        <Checkbox key={String(isOn)} name="hasQuietHours" label={t("on")} defaultChecked={isOn} />
        <div className="row wrap">
          <TextField label={t("from")} type="time" required {...field("quietFrom", asTime(quietFrom ?? EVENING))} />
          <TextField label={t("until")} type="time" required {...field("quietUntil", asTime(quietUntil ?? MORNING))} />
        </div>
        <TextAreaField
          label={t("days")}
          hint={t("daysHint")}
          rows={4}
          optional
          {...field("quietDays", quietDays.map(asDay).join("\n"))}
        />
      </CardBody>
    </Card>
  );
}
