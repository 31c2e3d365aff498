"use client";

import ContactRound from "lucide-react/icons/contact-round";
import FileText from "lucide-react/icons/file-text";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { useAnswers } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import type { Checkup } from "#lib/domain/campaigns/draft";
import type { CorrectList, ListCorrection, RowActions } from "./correct-list.ts";
import { delimiterName, ListMapping } from "./list-mapping.tsx";
import { ListReading } from "./list-reading.tsx";
import { type ListPurpose, ListTally } from "./list-tally.tsx";
import { MendedRows } from "./mended-rows.tsx";
import { ProblemRows } from "./problem-rows.tsx";
import type { ShownList } from "./use-list.tsx";

interface ListViewProps {
  slug: string;
  list: ShownList;
  checkup: Checkup | null;
  hasText: boolean;
  onReadAgain: () => void;
  correct: CorrectList;
  rows: RowActions;
  /** Rows of the list were moved. */
  onMoved: () => Promise<void>;
  onReplace: () => void;
  purpose?: ListPurpose | undefined;
  isCut?: boolean | undefined;
  /** Of a list made of contacts: the zone its hour is told in, and how it is made anew. */
  zone?: string | undefined;
  onUpdate?: (() => void) | undefined;
}

/** A list that was chosen: being read, refused, or with all that was found in it. */
export function ListView(props: ListViewProps) {
  const { slug, list, checkup, hasText, onReplace, onReadAgain, correct } = props;
  const answerOf = useAnswers();
  const [problem, setProblem] = useState<string | null>(null);
  const [declined, setDeclined] = useState(0);
  const onCorrect = async (correction: ListCorrection) => {
    setProblem(null);
    const answer = await answerOf(() => correct(slug, { importId: list.id, ...correction }));
    if (answer.ok) onReadAgain();
    else setProblem(answer.error.message);
  };
  if (list.state === "reading" || list.state === "receiving") return <ListReading rows={list.rows} />;
  return (
    <>
      {list.state === "refused" ? (
        <Refused list={list} onReplace={onReplace} />
      ) : (
        <ListHead {...{ list, onReplace }} zone={props.zone} onUpdate={props.onUpdate} />
      )}
      {problem !== null && (
        <Banner tone="bad" live="alert">
          {problem}
        </Banner>
      )}
      {(list.columns.length > 0 || list.sheets.length > 1) && list.hasFile && (
        <ListMapping list={list} isOpen={list.phoneColumn === null} onCorrect={(one) => void onCorrect(one)} />
      )}
      {list.state === "ready" && (
        <>
          <ListTally {...{ list, checkup, hasText }} isCut={props.isCut ?? false} purpose={props.purpose ?? "send"} />
          <MendedRows
            {...{ slug, list, decline: props.rows.decline }}
            onMoved={async () => {
              setDeclined(declined + 1);
              await props.onMoved();
            }}
          />
          {list.rows > list.kept && (
            <ProblemRows
              {...{ slug, importId: list.id, reading: list.reading, declined }}
              mend={props.rows.mend}
              onMoved={props.onMoved}
            />
          )}
        </>
      )}
    </>
  );
}

type ListHeadProps = Pick<ListViewProps, "list" | "onReplace" | "zone" | "onUpdate">;

function ListHead({ list, onReplace, zone, onUpdate }: ListHeadProps) {
  const t = useTranslations("compose");
  const format = useFormatter();
  const delimiter = delimiterName(list.delimiter);
  const encodings = ["utf-8", "windows-1254", "utf-16le", "utf-16be"] as const;
  const encoding = encodings.find((one) => one === list.encoding);
  const sheet = list.sheets[list.sheet];
  const found = { header: String(list.hasHeader ?? false), column: list.columns[list.phoneColumn ?? -1] ?? "" };
  return (
    <div className="row wrap">
      <Icon of={list.origin === null ? FileText : ContactRound} />
      <div className="grow">
        <b className="strong">{list.filename === "" ? t("who.pasted") : list.filename}</b>
        {sheet !== undefined && <span className="sm muted block">{t("who.sheetShape", { ...found, sheet })}</span>}
        {sheet === undefined && delimiter !== null && encoding !== undefined && (
          <span className="sm muted block">
            {t("who.shape", {
              encoding: t(`encoding.${encoding}`),
              delimiter: t(`delimiter.${delimiter}`),
              ...found,
            })}
          </span>
        )}
        {list.origin !== null && list.readAt !== null && zone !== undefined && (
          <span className="sm muted block">
            {t("contacts.asOf", { time: format.dateTime(new Date(list.readAt), "moment", { timeZone: zone }) })}
          </span>
        )}
      </div>
      {list.origin !== null && onUpdate !== undefined && (
        <Button small look="quiet" onClick={onUpdate}>
          {t("contacts.update")}
        </Button>
      )}
      <Button small onClick={onReplace}>
        {t("who.replace")}
      </Button>
    </div>
  );
}

function Refused({ list, onReplace }: { list: ShownList; onReplace: () => void }) {
  const t = useTranslations("compose.who");
  const words = useTranslations("imports.refusal");
  const format = useFormatter();
  const { refusal } = list;
  if (refusal === null) return null;
  const values = { line: format.number(refusal.line ?? 0, "count"), limit: refusal.limit ?? 0 };
  // Of several sheets one may be empty and the file not.
  const sheet = list.sheets.length > 1 && refusal.code === "import.empty" ? list.sheets[list.sheet] : undefined;
  return (
    <Banner
      tone="bad"
      live="alert"
      action={
        <Button small onClick={onReplace}>
          {t("remove")}
        </Button>
      }
    >
      <b>{list.filename === "" ? t("pasted") : list.filename}</b>
      <p className="sm">{sheet === undefined ? words(refusal.code, values) : t("sheetEmpty", { sheet })}</p>
    </Banner>
  );
}
