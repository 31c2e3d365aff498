"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { FileDrop } from "#components/ui/file-drop";
import { Segmented } from "#components/ui/segmented";
import { TextAreaField } from "#components/ui/textarea";
import { uploadLimits } from "#lib/domain/imports/upload";
import { Progress } from "./progress.tsx";
import type { ListBody, UploadState } from "./use-upload.ts";

const EXTENSIONS = [".xlsx", ".csv", ".tsv", ".txt"];

interface ListPickerProps {
  state: UploadState;
  onStart: (body: ListBody) => void;
  onCancel: () => void;
  /** Chooses among contacts, where a list may be made of them. */
  contacts?: ReactNode;
}

/** Where a list comes from: contacts, a file, or numbers pasted in. */
export function ListPicker({ state, onStart, onCancel, contacts }: ListPickerProps) {
  const t = useTranslations("compose.who");
  const [way, setWay] = useState("file");
  if (state.kind === "sending") return <Uploading share={state.share} onCancel={onCancel} />;
  const options = [
    ...(contacts === undefined ? [] : [{ value: "contacts", label: t("contacts") }]),
    { value: "file", label: t("file") },
    { value: "paste", label: t("paste") },
  ];
  return (
    <>
      <div>
        <Segmented label={t("way")} name="list-way" options={options} value={way} onValueChange={setWay} />
      </div>
      {way === "contacts" && contacts}
      {way === "paste" && <PasteForm onStart={onStart} />}
      {way === "file" && (
        <FileDrop
          label={t("fileLabel")}
          name="list"
          extensions={EXTENSIONS}
          maxBytes={uploadLimits.bytes}
          hint={t("fileHint")}
          onChoose={(file) => {
            if (file !== undefined) onStart(file);
          }}
        />
      )}
      {state.kind === "failed" && (
        <Banner tone="bad" live="alert">
          {state.problem.message === "" ? t("uploadOffline") : state.problem.message}
        </Banner>
      )}
    </>
  );
}

function PasteForm({ onStart }: { onStart: (text: string) => void }) {
  const t = useTranslations("compose.who");
  const [text, setText] = useState("");
  const isTooLong = new Blob([text]).size > uploadLimits.pastedBytes;
  return (
    <>
      <TextAreaField
        label={t("pasteLabel")}
        hint={t("pasteHint")}
        error={isTooLong ? t("pasteTooLong") : undefined}
        rows={6}
        spellCheck={false}
        autoComplete="off"
        className="num"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div>
        <Button disabled={text.trim() === "" || isTooLong} onClick={() => onStart(text)}>
          {t("pasteAdd")}
        </Button>
      </div>
    </>
  );
}

function Uploading({ share, onCancel }: { share: number; onCancel: () => void }) {
  const t = useTranslations("compose.who");
  return (
    <div className="note">
      <div className="grow">
        <Progress share={share} label={(percent) => t("uploading", { share: percent })} />
      </div>
      <Button small look="quiet" onClick={onCancel}>
        {t("cancelUpload")}
      </Button>
    </div>
  );
}
