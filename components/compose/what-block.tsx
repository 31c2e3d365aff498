"use client";

import { useTranslations } from "next-intl";
import { useLate } from "#components/ui/use-late";
import type { Checkup } from "#lib/domain/campaigns/draft";
import type { Rendered, TemplateProblem } from "#lib/domain/campaigns/template";
import { countSegments, segmentFigures } from "#lib/domain/messages/segments";
import { Block } from "./block.tsx";
import type { DraftFields } from "./draft-keeper.ts";
import { Editor } from "./editor.tsx";
import { KindField, KindNotes } from "./kind-field.tsx";
import type { LegalWords, SenderOutlook, TemplateChoice } from "./outlook.tsx";
import { SenderField } from "./sender-field.tsx";
import { TemplateMenu } from "./template-menu.tsx";
import { WaysFields } from "./ways-fields.tsx";

// Most texts have nothing to save.
const loadSaving = () => import("./turkish-saving.tsx").then((module) => module.TurkishSaving);

interface WhatBlockProps {
  slug: string;
  fields: DraftFields;
  columns: readonly string[];
  problems: readonly TemplateProblem[];
  /** The text as the previewed person gets it. */
  rendered: Rendered;
  checkup: Checkup | null;
  outlook: SenderOutlook;
  legal: LegalWords;
  templates: readonly TemplateChoice[];
  onChange: (change: Partial<DraftFields>) => void;
}

/** The second block: kind, sender, text. */
export function WhatBlock(props: WhatBlockProps) {
  const { slug, fields, columns, problems, rendered, checkup, outlook, onChange } = props;
  const t = useTranslations("compose");
  const words = useTranslations("campaigns.kind");
  const sender = outlook.kind === "ready" ? outlook.senders.find((one) => one.id === fields.senderId) : undefined;
  const isDone = fields.kind !== null && sender !== undefined && fields.text.trim() !== "" && problems.length === 0;
  const summary =
    isDone && fields.kind !== null
      ? t("what.summary", { kind: words(fields.kind), sender: sender.name })
      : t("what.open");
  const { kind, text } = fields;
  const saving = checkup?.estimate.folding;
  const TurkishSaving = useLate(loadSaving, (saving?.segments ?? 0) > 0);
  return (
    <Block id="what" number={2} title={t("block.what")} isDone={isDone} summary={summary}>
      <div className="pair">
        <KindField kind={kind} onChange={(chosen) => onChange({ kind: chosen })} />
        <SenderField
          slug={slug}
          outlook={outlook}
          senderId={fields.senderId}
          // What was chosen for one connection says nothing about another.
          onChange={(senderId) => onChange({ senderId, secondSenderId: null, fallback: null })}
        />
      </div>
      {outlook.kind === "ready" && <WaysFields {...{ fields, sender, onChange, senders: outlook.senders }} />}
      <KindNotes slug={slug} kind={kind} text={text} checkup={checkup} />
      <Editor
        text={text}
        columns={columns}
        problems={problems}
        legal={props.legal}
        menus={(area) => (
          <TemplateMenu {...{ fields, area, onChange, templates: props.templates }} href={`/w/${slug}/templates/new`} />
        )}
        count={<Count rendered={rendered} longest={checkup?.estimate.longest ?? null} />}
        onChange={(written) => onChange({ text: written })}
      />
      {TurkishSaving !== undefined && (
        <TurkishSaving text={text} saving={saving} onChange={(written) => onChange({ text: written })} />
      )}
    </Block>
  );
}

/** The live counter: the previewed text at once, the longest of the list as soon as it is known. */
function Count({ rendered, longest }: { rendered: Rendered; longest: Checkup["estimate"]["longest"] }) {
  const t = useTranslations("compose.text");
  const { encoding, segments, remaining } = countSegments(rendered.text);
  const { length } = rendered.text;
  return (
    <>
      {t("count", { length, parts: segments })}
      {segments > 0 && (
        <span className="muted">
          {" · "}
          {t(`encoding.${encoding}`)}
          {" · "}
          {t("left", { count: Math.min(remaining, segmentFigures.maxLength - length) })}
        </span>
      )}
      {longest !== null && longest.length > length && (
        <span className="block">{t("longest", { length: longest.length, parts: longest.segments })}</span>
      )}
    </>
  );
}
