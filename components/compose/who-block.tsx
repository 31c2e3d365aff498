"use client";

import FileText from "lucide-react/icons/file-text";
import LoaderCircle from "lucide-react/icons/loader-circle";
import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import type { Checkup } from "#lib/domain/campaigns/draft";
import type { Answer } from "./answers.ts";
import { Block } from "./block.tsx";
import { delimiterName, type ListCorrection, ListMapping } from "./list-mapping.tsx";
import { ListPicker } from "./list-picker.tsx";
import { ListTally } from "./list-tally.tsx";
import { ProblemRows } from "./problem-rows.tsx";
import type { ShownList } from "./use-list.tsx";
import { useUpload } from "./use-upload.ts";

/** Has a list read another way; the server action of the page. */
export type CorrectList = (slug: string, input: { importId: string } & ListCorrection) => Promise<Answer<null>>;

interface WhoBlockProps {
  slug: string;
  importId: string | null;
  list: ShownList | null;
  checkup: Checkup | null;
  hasText: boolean;
  onUploaded: (importId: string) => void;
  onReadAgain: () => void;
  correct: CorrectList;
}

/** The first block: whose numbers, and what became of them. */
export function WhoBlock(props: WhoBlockProps) {
  const { slug, importId, list, onUploaded } = props;
  const t = useTranslations("compose");
  const [isReplacing, setReplacing] = useState(false);
  const uploaded = useCallback(
    (id: string) => {
      setReplacing(false);
      onUploaded(id);
    },
    [onUploaded],
  );
  const upload = useUpload(slug, uploaded);
  const isPicking = importId === null || isReplacing;
  const summary = list?.state === "ready" ? t("who.summary", { count: list.kept }) : t("who.empty");
  return (
    <Block
      id="who"
      number={1}
      title={t("block.who")}
      isDone={list?.state === "ready" && list.kept > 0}
      summary={list?.state === "refused" ? undefined : summary}
    >
      {isPicking && <ListPicker state={upload.state} onStart={upload.start} onCancel={upload.cancel} />}
      {isReplacing && upload.state.kind !== "sending" && (
        <div>
          <Button small look="quiet" onClick={() => setReplacing(false)}>
            {t("who.keep")}
          </Button>
        </div>
      )}
      {!isPicking && list === null && <Reading rows={0} />}
      {!isPicking && list !== null && <TheList {...props} list={list} onReplace={() => setReplacing(true)} />}
    </Block>
  );
}

interface TheListProps extends WhoBlockProps {
  list: ShownList;
  onReplace: () => void;
}

function TheList(props: TheListProps) {
  const { slug, list, checkup, hasText, onReplace, onReadAgain, correct } = props;
  const [problem, setProblem] = useState<string | null>(null);
  const onCorrect = async (correction: ListCorrection) => {
    setProblem(null);
    const answer = await correct(slug, { importId: list.id, ...correction });
    if (answer.ok) onReadAgain();
    else setProblem(answer.error.message);
  };
  if (list.state === "reading" || list.state === "receiving") return <Reading rows={list.rows} />;
  return (
    <>
      {list.state === "refused" ? (
        <Refused list={list} onReplace={onReplace} />
      ) : (
        <ListHead list={list} onReplace={onReplace} />
      )}
      {problem !== null && (
        <Banner tone="bad" live="alert">
          {problem}
        </Banner>
      )}
      {list.columns.length > 0 && (
        <ListMapping list={list} isOpen={list.phoneColumn === null} onCorrect={(one) => void onCorrect(one)} />
      )}
      {list.state === "ready" && (
        <>
          <ListTally list={list} checkup={checkup} hasText={hasText} />
          {list.rows > list.kept && <ProblemRows slug={slug} importId={list.id} reading={list.reading} />}
        </>
      )}
    </>
  );
}

function Reading({ rows }: { rows: number }) {
  const t = useTranslations("compose.who");
  return (
    <div className="note">
      <Icon of={LoaderCircle} className="spin" />
      <div className="grow">
        {/* Said once; the rows that go by are for the eye only. */}
        <span role="status" className={rows === 0 ? undefined : "vh"}>
          {t("readingStart")}
        </span>
        {rows > 0 && <span className="num">{t("reading", { count: rows })}</span>}
        <span className="sm muted block">{t("readingHint")}</span>
      </div>
    </div>
  );
}

function ListHead({ list, onReplace }: { list: ShownList; onReplace: () => void }) {
  const t = useTranslations("compose");
  const delimiter = delimiterName(list.delimiter);
  const encodings = ["utf-8", "windows-1254", "utf-16le", "utf-16be"] as const;
  const encoding = encodings.find((one) => one === list.encoding);
  return (
    <div className="row wrap">
      <Icon of={FileText} />
      <div className="grow">
        <b className="strong">{list.filename === "" ? t("who.pasted") : list.filename}</b>
        {delimiter !== null && encoding !== undefined && (
          <span className="sm muted block">
            {t("who.shape", {
              encoding: t(`encoding.${encoding}`),
              delimiter: t(`delimiter.${delimiter}`),
              header: String(list.hasHeader ?? false),
              column: list.columns[list.phoneColumn ?? -1] ?? "",
            })}
          </span>
        )}
      </div>
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
      <p className="sm">{words(refusal.code, values)}</p>
    </Banner>
  );
}
