"use client";

import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Icon } from "#components/ui/icon";
import { AddedByOperator, FilledIn, PhonePreview } from "#components/ui/phone-preview";
import type { Checkup, PreviewPerson } from "#lib/domain/campaigns/draft";
import { previewParts } from "#lib/domain/campaigns/preview-parts";
import type { CompiledTemplate, Rendered } from "#lib/domain/campaigns/template";
import { formatMsisdn, maskMsisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { countSegments } from "#lib/domain/messages/segments";
import type { PersonStep } from "./use-person.ts";

interface PreviewCardProps {
  sender: string | null;
  time: string;
  columns: readonly string[];
  template: CompiledTemplate;
  /** The person's cells, with an example of the address to refuse on. */
  cells: readonly string[];
  rendered: Rendered;
  person: PreviewPerson | null;
  checkup: Checkup | null;
  fullNumbers: boolean;
  onGo: (step: PersonStep) => void;
}

/** The message on the phone of any person of the list. */
export function PreviewCard(props: PreviewCardProps) {
  const { sender, time, columns, template, cells, rendered, person, onGo } = props;
  const t = useTranslations("compose.preview");
  const { segments } = countSegments(rendered.text);
  const [missing] = rendered.missing;
  const parts = previewParts(template, cells);
  const note =
    missing !== undefined && person !== null
      ? t("left", { column: columns[missing] ?? "" })
      : t("note", { length: rendered.text.length, parts: segments });
  return (
    <Card aria-labelledby="preview-title">
      <CardHeader id="preview-title" title={t("title")}>
        <Jumps {...props} />
      </CardHeader>
      <CardBody>
        <PhonePreview sender={sender ?? t("sender")} time={time} lang="tr" note={parts.length > 0 ? note : undefined}>
          {parts.length === 0 ? (
            <AddedByOperator>{t("noText")}</AddedByOperator>
          ) : (
            <>
              {parts.map((part, index) => {
                // Parts are told apart by their place in the text.
                const key = `${index} ${part.column}`;
                if (part.kind === "typed") return <span key={key}>{part.text}</span>;
                const column = columns[part.column] ?? "";
                return <FilledIn key={key}>{part.kind === "filled" ? part.text : `{{${column}}}`}</FilledIn>;
              })}
              <AddedByOperator> {t("operator")}</AddedByOperator>
            </>
          )}
        </PhonePreview>
        {person === null ? (
          <p className="sm muted text-center">{t("noList")}</p>
        ) : (
          <Stepper person={person} fullNumbers={props.fullNumbers} onGo={onGo} />
        )}
      </CardBody>
    </Card>
  );
}

function Jumps({ checkup, person, onGo }: PreviewCardProps) {
  const t = useTranslations("compose.preview");
  const targets = [
    ["longest", checkup?.estimate.longest?.line],
    ["shortest", checkup?.estimate.shortest?.line],
    ["missing", checkup?.missingLine],
  ] as const;
  const known = targets.filter(([, line]) => typeof line === "number");
  if (known.length === 0) return null;
  return (
    <fieldset className="seg jumps">
      <legend className="vh">{t("jump")}</legend>
      {known.map(([name, line]) => (
        <button
          key={name}
          type="button"
          className={person?.line === line ? "on" : undefined}
          aria-pressed={person?.line === line}
          onClick={() => onGo({ at: Number(line) })}
        >
          {t(name)}
        </button>
      ))}
    </fieldset>
  );
}

function Stepper({
  person,
  fullNumbers,
  onGo,
}: { person: PreviewPerson; fullNumbers: boolean } & Pick<PreviewCardProps, "onGo">) {
  const t = useTranslations("compose.preview");
  const msisdn = msisdnFromRow(person.msisdn);
  return (
    <>
      <div className="row stepper">
        <Button
          small
          look="quiet"
          iconOnly
          icon={<Icon of={ChevronLeft} size="small" />}
          disabled={!person.hasPrevious}
          onClick={() => onGo({ before: person.line })}
        >
          {t("previous")}
        </Button>
        <span className="sm muted num" aria-live="polite">
          {fullNumbers ? formatMsisdn(msisdn) : maskMsisdn(msisdn)} · {t("line", { line: person.line })}
        </span>
        <Button
          small
          look="quiet"
          iconOnly
          icon={<Icon of={ChevronRight} size="small" />}
          disabled={!person.hasNext}
          onClick={() => onGo({ after: person.line })}
        >
          {t("next")}
        </Button>
      </div>
      {!fullNumbers && <p className="hint text-center">{t("masked")}</p>}
    </>
  );
}
