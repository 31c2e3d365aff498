"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { SkeletonCard } from "#components/ui/skeleton";
import { useLate } from "#components/ui/use-late";
import type { Draft } from "#lib/domain/campaigns/draft";
import { keepsSchedule } from "#lib/domain/campaigns/provider-schedule";
import { ask } from "./answers.ts";
import { CheckBlock } from "./check-block.tsx";
import { ComposerHead } from "./composer-head.tsx";
import type { ContactsOutlook, ListContacts } from "./contacts-picker.tsx";
import type { CorrectList, RowActions } from "./correct-list.ts";
import type { DraftFields } from "./draft-keeper.ts";
import type { ApprovalOutlook, LegalWords, QuotaOutlook, SenderOutlook, TemplateChoice } from "./outlook.tsx";
import { SaveTrouble } from "./save-line.tsx";
import { SendBar } from "./send-bar.tsx";
import type { ShownNumber, TestActions } from "./test-actions.tsx";
import { useCheckup } from "./use-checkup.ts";
import { approvalNeedOf, obstacleOf, useBoundText } from "./use-composer.ts";
import { type SaveDraft, useCatchUp, useDraft } from "./use-draft.ts";
import { useHold } from "./use-hold.ts";
import { type ShownList, useList } from "./use-list.tsx";
import { usePerson } from "./use-person.ts";
import { useSend } from "./use-send.ts";
import { WhatBlock } from "./what-block.tsx";
import { WhenBlock } from "./when-block.tsx";
import { WhoBlock } from "./who-block.tsx";

interface ComposerProps {
  slug: string;
  draft: Draft;
  list: ShownList | null;
  outlook: SenderOutlook;
  legal: LegalWords;
  templates: readonly TemplateChoice[];
  quota: QuotaOutlook;
  contacts: ContactsOutlook;
  listContacts: ListContacts;
  numbers: readonly ShownNumber[];
  undoSeconds: number;
  zone: string;
  /** On the clock of the previewed phone. */
  time: string;
  fullNumbers: boolean;
  isHalted: boolean;
  approval: ApprovalOutlook;
  /** Said above the blocks, such as what an approver asked to be changed. */
  notice?: ReactNode;
  mayTest: boolean;
  save: SaveDraft;
  correct: CorrectList;
  rows: RowActions;
  testActions: TestActions;
}

const nobody: readonly string[] = [];
// Fetched when they are asked for, so that the page itself is light.
const loadTest = () => import("./test-dialog.tsx").then((module) => module.TestDialog);
const loadSend = () => import("./send-dialog.tsx").then((module) => module.SendDialog);
const loadPreview = () => import("./preview-card.tsx").then((module) => module.PreviewCard);
const loadCards = () => import("./parts-card.tsx").then((module) => module.EstimateCards);

/** Everything the composer knows while a person works, and what follows from it. */
function useComposer(props: ComposerProps) {
  const { slug, draft, list: firstList, outlook, quota, save, approval, isHalted, legal } = props;
  const { keeper, kept } = useDraft(slug, draft, save);
  const { fields } = kept;
  const { list, readAgain, look } = useList(slug, fields.importId, firstList);
  const isReady = list?.state === "ready";
  const { person, go } = usePerson(slug, fields.importId, isReady ? list.reading : null);
  const columns = isReady ? list.columns : nobody;
  const text = useBoundText(fields.text, columns, person?.cells ?? nobody, legal.optOutLink);
  const subject = `${kept.version} ${list?.state ?? ""} ${list?.reading ?? 0} ${list?.kept ?? 0} ${quota.remaining ?? ""}`;
  const check = useCheckup(slug, draft.id, subject);
  const obstacle = obstacleOf({ ...check, isHalted, kept, kind: fields.kind });
  const senders = outlook.kind === "ready" ? outlook.senders : [];
  const chosen = senders.find((one) => one.id === fields.senderId);
  const sender = chosen?.name ?? null;
  const isKept = keepsSchedule({ ...fields, startAt: fields.start }, chosen?.takesSchedule ?? false);
  const need = approvalNeedOf(approval, check.checkup);
  return { keeper, kept, list, readAgain, look, person, go, columns, text, check, obstacle, sender, isKept, need };
}

/** The page on which a campaign is written: who, what, when, check, and one button that sends. */
export function Composer(props: ComposerProps) {
  const { slug, draft, zone, isHalted, mayTest } = props;
  const t = useTranslations("compose");
  const state = useComposer(props);
  const { keeper, kept, obstacle, check, sender, need } = state;
  const [isTesting, setTesting] = useState(false);
  const [isSending, setSending] = useState(false);
  const { send, problem, forget } = useSend(slug, draft.id, keeper, need.isNeeded);
  const TestDialog = useLate(loadTest, isTesting);
  const SendDialog = useLate(loadSend, isSending);
  const catchUp = useCatchUp(slug, draft.id, keeper);
  const { heldBy, take } = useHold(slug, draft.id, catchUp);
  const close = () => {
    setSending(false);
    forget();
  };
  const { kind } = kept.fields;
  return (
    <div className="page">
      <ComposerHead
        {...{ slug, state: draft.state, kept, keeper, zone }}
        onTest={mayTest ? () => setTesting(true) : undefined}
      />
      <div className="stack troubles" id="troubles" tabIndex={-1}>
        <SaveTrouble kept={kept} keeper={keeper} />
        {heldBy !== null && <HeldNotice name={heldBy} onTake={take} />}
        {props.notice}
        {isHalted && <Banner tone="bad">{t("halted.text")}</Banner>}
      </div>
      <fieldset className="contents" disabled={heldBy !== null}>
        <Columns {...props} state={state} />
      </fieldset>
      <SendBar
        {...{ checkup: check.checkup, obstacle: heldBy === null ? obstacle : "held", sender, quota: props.quota }}
        isSubmitted={need.isNeeded}
        start={kept.fields.start}
        onSend={async () => {
          if (await keeper.flush()) setSending(true);
        }}
      />
      {SendDialog !== undefined && check.checkup !== null && sender !== null && kind !== null && (
        <SendDialog
          {...{ isOpen: isSending, onClose: close, checkup: check.checkup, sender, kind, problem, approval: need }}
          undoSeconds={props.undoSeconds}
          {...{ start: kept.fields.start, isKept: state.isKept }}
          campaignHref={`/w/${slug}/campaigns/${draft.id}`}
          onConfirm={send}
        />
      )}
      {TestDialog !== undefined && (
        <TestDialog
          {...{ slug, campaignId: draft.id, numbers: props.numbers, actions: props.testActions, isOpen: isTesting }}
          line={state.person?.line ?? null}
          onClose={() => setTesting(false)}
          onFlush={() => keeper.flush()}
        />
      )}
    </div>
  );
}

/** Somebody else writes here. */
function HeldNotice({ name, onTake }: { name: string; onTake: () => void }) {
  const t = useTranslations("compose.held");
  return (
    <Banner
      tone="info"
      live="status"
      action={
        <Button small onClick={onTake}>
          {t("take")}
        </Button>
      }
    >
      <b>{t("title", { name })}</b>
      <p className="sm">{t("text", { name })}</p>
    </Banner>
  );
}

function Columns(props: ComposerProps & { state: ReturnType<typeof useComposer> }) {
  const { slug, draft, outlook, quota, fullNumbers, time, state } = props;
  const { keeper, kept, list, readAgain, look, person, go, columns, text, check, sender } = state;
  const { fields } = kept;
  const { checkup } = check;
  const PreviewCard = useLate(loadPreview, true);
  const EstimateCards = useLate(loadCards, (checkup?.people ?? 0) > 0);
  const uploaded = useCallback(
    (importId: string) => {
      keeper.change({ importId, fromLine: null });
      // A list is not typed: what becomes of it should not wait for the next save.
      void keeper.flush();
    },
    [keeper],
  );
  const change = (patch: Partial<DraftFields>) => keeper.change(patch);
  const toPerson = (line: number) => {
    void go({ at: line });
    document.getElementById("preview-title")?.scrollIntoView({ block: "nearest" });
  };
  return (
    <div className="compose">
      <div>
        <WhoBlock
          {...{ slug, list, checkup, importId: fields.importId, hasText: fields.text.trim() !== "" }}
          fromLine={fields.fromLine}
          {...{ zone: props.zone, contacts: props.contacts, listContacts: props.listContacts }}
          exclusions={fields.exclusions}
          onExclude={(exclusions) => change({ exclusions })}
          onEverybody={() => change({ fromLine: null })}
          {...{ onUploaded: uploaded, onReadAgain: readAgain, correct: props.correct, rows: props.rows, onMoved: look }}
        />
        <WhatBlock
          {...{ slug, fields, columns, checkup, outlook, problems: text.problems, rendered: text.rendered }}
          legal={props.legal}
          templates={props.templates}
          onChange={change}
        />
        <WhenBlock
          {...{ fields, zone: props.zone, undoSeconds: props.undoSeconds }}
          sender={outlook.kind === "ready" ? outlook.senders.find(({ id }) => id === fields.senderId) : undefined}
          onChange={change}
        />
        <CheckBlock
          {...{ slug, quota, ...check, onPerson: toPerson }}
          waitsForQuota={fields.waitsForQuota}
          onWait={(waitsForQuota) => change({ waitsForQuota })}
          onNewest={async (people) => {
            const fit = await ask<{ fromLine: number | null }>(
              `/api/w/${slug}/campaigns/${draft.id}/fit?people=${people}`,
            );
            if (fit.ok && fit.result.fromLine !== null) change({ fromLine: fit.result.fromLine });
          }}
        />
      </div>
      <aside className="stack">
        {PreviewCard === undefined ? (
          <SkeletonCard height={400} />
        ) : (
          <PreviewCard
            {...{ sender, time, columns, person, checkup, fullNumbers, ...text }}
            onGo={(step) => void go(step)}
          />
        )}
        {EstimateCards !== undefined && checkup !== null && <EstimateCards checkup={checkup} quota={quota} />}
      </aside>
    </div>
  );
}
