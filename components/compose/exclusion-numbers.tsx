"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { TextAreaField } from "#components/ui/textarea";
import { exclusionLimits } from "#lib/domain/campaigns/exclusions";
import { uploadLimits } from "#lib/domain/imports/upload";
import type { PastedNumbers } from "./contacts-picker.tsx";
import { type ShownList, useList } from "./use-list.tsx";
import { useUpload } from "./use-upload.ts";

interface ExclusionNumbersProps {
  slug: string;
  onAdd: (pasted: PastedNumbers) => void;
}

/** Numbers pasted in, to be left out: read as every list is, and named by the draft once they were. */
export function ExclusionNumbers({ slug, onAdd }: ExclusionNumbersProps) {
  const t = useTranslations("compose.exclusions");
  const who = useTranslations("compose.who");
  const [text, setText] = useState("");
  const [importId, setImportId] = useState<string | null>(null);
  const upload = useUpload(slug, setImportId);
  const { list } = useList(slug, importId, null);
  const isReading = importId !== null && (list === null || list.state === "receiving" || list.state === "reading");
  const outcome = list === null || isReading ? null : outcomeOf(list);
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (list === null || outcome !== "added" || told.current === list.id) return;
    told.current = list.id;
    setText("");
    onAdd({ id: list.id, numbers: list.kept });
  }, [list, outcome, onAdd]);
  const start = () => {
    setImportId(null);
    upload.start(text);
  };
  const isTooLong = new Blob([text]).size > uploadLimits.pastedBytes;
  return (
    <div className="stack stack-2">
      <TextAreaField
        label={t("numbers")}
        hint={t("numbersHint")}
        error={isTooLong ? t("numbersTooLong") : undefined}
        rows={3}
        spellCheck={false}
        autoComplete="off"
        className="num"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="row wrap">
        <Button
          small
          busy={isReading || upload.state.kind === "sending"}
          disabled={text.trim() === "" || isTooLong}
          onClick={start}
        >
          {t("numbersAdd")}
        </Button>
        <span role="status" className="sm muted">
          {outcome === "added" &&
            list !== null &&
            list.rows > list.kept &&
            t("numbersLeft", { count: list.rows - list.kept })}
        </span>
      </div>
      {outcome !== null && outcome !== "added" && (
        <Banner tone="bad" live="alert">
          {t(outcome)}
        </Banner>
      )}
      {upload.state.kind === "failed" && (
        <Banner tone="bad" live="alert">
          {upload.state.problem.message === "" ? who("uploadOffline") : upload.state.problem.message}
        </Banner>
      )}
    </div>
  );
}

/** What became of the numbers, as the key of its words. */
function outcomeOf({ state, kept }: ShownList): "added" | "numbersNone" | "numbersTooLong" {
  if (kept > exclusionLimits.numbers) return "numbersTooLong";
  return state === "ready" && kept > 0 ? "added" : "numbersNone";
}
