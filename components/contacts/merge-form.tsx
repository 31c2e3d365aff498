"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { ConfirmButton } from "#components/ui/confirm-dialog";
import type { FormAnswer } from "#components/ui/form-answer";
import { KeyValues } from "#components/ui/key-values";
import { RadioGroup } from "#components/ui/radio-group";
import { toast } from "#components/ui/toast";
import type { ContactStanding } from "#lib/domain/contacts/contact";
import {
  differingFields,
  type MergeChoices,
  type MergedContact,
  mergeContacts,
  mergeSides,
  stricterWord,
} from "#lib/domain/contacts/merge";

/** One of two contacts, as the member may see it. */
interface MergedSide extends MergedContact, ContactStanding {
  readonly id: string;
  readonly version: number;
  readonly number: string;
}

interface MergeFormProps {
  kept: MergedSide;
  gone: MergedSide;
  /** The page of the contact that stays. */
  path: string;
  action: (form: FormData) => Promise<FormAnswer<null>>;
}

/** Two contacts side by side: where both say something, one of them is chosen. */
export function MergeForm({ kept, gone, path, action }: MergeFormProps) {
  const t = useTranslations("contacts.merge");
  const router = useRouter();
  const [choices, setChoices] = useState<MergeChoices>({ name: "kept", listType: "kept", fields: [] });
  const act = async (form: FormData) => {
    const answer = await action(form);
    if (!answer.ok) return answer;
    toast({ tone: "ok", text: t("done") });
    router.push(path);
    return answer;
  };
  const hidden = {
    ...{ contactId: kept.id, version: kept.version, otherId: gone.id, otherVersion: gone.version },
    ...{ name: choices.name, listType: choices.listType, fields: JSON.stringify(choices.fields) },
  };
  return (
    <div className="cols">
      <Card className="c7">
        <CardHeader title={t("chooseTitle")} />
        <CardBody className="stack stack-4">
          <Choices {...{ kept, gone, choices }} onChange={setChoices} />
        </CardBody>
      </Card>
      <Card className="c5">
        <CardHeader title={t("outcome")} />
        <CardBody className="stack stack-3">
          <Outcome {...{ kept, gone, choices }} />
          <Banner tone="warn">{t("warning")}</Banner>
          <div>
            <ConfirmButton
              label={t("action")}
              button={{ look: "primary" }}
              title={t("confirmTitle", { name: gone.name === "" ? gone.number : gone.name })}
              text={t("confirmText")}
              confirmLabel={t("action")}
              action={act}
            >
              {Object.entries(hidden).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
            </ConfirmButton>
          </div>
        </CardBody>
      </Card>
    </div>
  );
}

interface ChoicesProps {
  kept: MergedSide;
  gone: MergedSide;
  choices: MergeChoices;
  onChange: (choices: MergeChoices) => void;
}

/** A choice for each thing of which both say something else. */
function Choices({ kept, gone, choices, onChange }: ChoicesProps) {
  const t = useTranslations("contacts");
  const differing = [...differingFields(kept, gone)];
  const names = kept.name !== "" && gone.name !== "" && kept.name !== gone.name;
  const lists = kept.listType !== null && gone.listType !== null && kept.listType !== gone.listType;
  const sideOf = (value: string) => mergeSides.find((side) => side === value) ?? "kept";
  if (!names && !lists && differing.length === 0) return <p>{t("merge.same")}</p>;
  return (
    <>
      {names && (
        <RadioGroup
          legend={t("merge.name")}
          name="merge-name"
          value={choices.name}
          onValueChange={(value) => onChange({ ...choices, name: sideOf(value) })}
          options={[
            { value: "kept", label: kept.name },
            { value: "gone", label: gone.name },
          ]}
        />
      )}
      {lists && (
        <RadioGroup
          legend={t("form.list")}
          name="merge-list"
          value={choices.listType}
          onValueChange={(value) => onChange({ ...choices, listType: sideOf(value) })}
          options={[
            { value: "kept", label: t(`list.${kept.listType ?? "brand"}`) },
            { value: "gone", label: t(`list.${gone.listType ?? "brand"}`) },
          ]}
        />
      )}
      {differing.map(([field, values], at) => (
        <RadioGroup
          key={field}
          legend={field}
          name={`merge-field-${at}`}
          value={choices.fields.includes(field) ? "gone" : "kept"}
          onValueChange={(value) => {
            const others = choices.fields.filter((one) => one !== field);
            onChange({ ...choices, fields: value === "gone" ? [...others, field] : others });
          }}
          options={mergeSides.map((side) => ({ value: side, label: values[side] }))}
        />
      ))}
      <p className="sm muted">{t("merge.rest")}</p>
    </>
  );
}

/** What the merged contact will be. */
function Outcome({ kept, gone, choices }: Omit<ChoicesProps, "onChange">) {
  const t = useTranslations("contacts");
  const { name, tags, fields, listType } = mergeContacts(kept, gone, choices);
  const { isRefused, isSuppressed } = stricterWord(kept, gone);
  const standing = isRefused
    ? isSuppressed
      ? "refusedAndSuppressed"
      : "refused"
    : isSuppressed
      ? "suppressed"
      : "unchanged";
  return (
    <>
      <KeyValues
        items={[
          { key: "name", term: t("form.name"), value: name === "" ? t("noName") : name },
          { key: "number", term: t("merge.number"), value: <span className="num">{kept.number}</span> },
          { key: "other", term: t("merge.other"), value: <span className="num">{gone.number}</span> },
          { key: "tags", term: t("merge.tags"), value: tags.length === 0 ? t("merge.noTags") : tags.join(", ") },
          { key: "list", term: t("form.list"), value: t(`list.${listType ?? "brand"}`) },
          ...Object.entries(fields).map(([field, value]) => ({ key: `field ${field}`, term: field, value })),
        ]}
      />
      <p>{t(`merge.${standing}`)}</p>
      <p className="sm muted">{t("merge.history")}</p>
    </>
  );
}
