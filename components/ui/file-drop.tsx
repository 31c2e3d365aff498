"use client";

import { clsx } from "clsx";
import FileUp from "lucide-react/icons/file-up";
import X from "lucide-react/icons/x";
import { useFormatter, useTranslations } from "next-intl";
import { type ChangeEvent, type DragEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Icon } from "#components/ui/icon";

interface FileDropProps {
  label: ReactNode;
  name: string;
  /** Endings the file may have, such as `.csv`. */
  extensions: readonly string[];
  maxBytes: number;
  hint?: ReactNode;
  /** Told the file when it fits, undefined when it was taken away. */
  onChoose?: ((file: File | undefined) => void) | undefined;
}

const MEGABYTE = 1024 * 1024;

/** A file, dropped or chosen. Underneath is the browser's own file field, so the keyboard and plain forms work. */
export function FileDrop({ label, name, extensions, maxBytes, hint, onChoose }: FileDropProps) {
  const t = useTranslations("common.file");
  const format = useFormatter();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const size = (bytes: number) =>
    format.number(Math.max(bytes / MEGABYTE, 0.1), { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });

  const take = (chosen: File | undefined) => {
    const problem = chosen && refusalOf(chosen);
    if (problem !== undefined && input.current) input.current.value = "";
    setRefusal(problem ?? null);
    setFile(problem === undefined ? (chosen ?? null) : null);
    onChoose?.(problem === undefined ? chosen : undefined);
  };
  const refusalOf = (chosen: File): string | undefined => {
    const isExpected = extensions.some((extension) => chosen.name.toLowerCase().endsWith(extension));
    if (!isExpected) return t("wrongType", { types: extensions.join(", ") });
    return chosen.size > maxBytes ? t("tooLarge", { limit: size(maxBytes) }) : undefined;
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (input.current) input.current.files = event.dataTransfer.files;
    take(event.dataTransfer.files[0]);
  };
  const clear = () => {
    if (input.current) input.current.value = "";
    take(undefined);
    input.current?.focus();
  };
  return (
    <Field label={label} hint={hint} error={refusal ?? undefined}>
      {(wiring) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the second way; the field inside is the first
        <div
          className={clsx("drop", isOver && "on")}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Icon of={FileUp} size="large" />
          <span className="grow">
            {file === null ? t("drop") : t("chosen", { name: file.name, size: size(file.size) })}
          </span>
          <span className="drop-choose btn btn-s">
            {t("choose")}
            <input
              {...wiring}
              ref={input}
              type="file"
              name={name}
              accept={extensions.join(",")}
              onChange={(event: ChangeEvent<HTMLInputElement>) => take(event.target.files?.[0])}
            />
          </span>
          {file !== null && (
            <Button small look="quiet" iconOnly icon={<Icon of={X} size="small" />} onClick={clear}>
              {t("remove")}
            </Button>
          )}
        </div>
      )}
    </Field>
  );
}
