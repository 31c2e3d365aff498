"use client";

import Braces from "lucide-react/icons/braces";
import Scale from "lucide-react/icons/scale";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useId, useRef } from "react";
import { Icon } from "#components/ui/icon";
import { Menu } from "#components/ui/menu";
import { draftTextLength } from "#lib/domain/campaigns/draft";
import { optOutNames } from "#lib/domain/campaigns/opt-out-link";
import type { TemplateProblem } from "#lib/domain/campaigns/template";
import { phoneNameScore } from "#lib/domain/imports/column-names";
import type { LegalWords } from "./outlook.tsx";
import { TextProblems } from "./text-problems.tsx";

interface EditorProps {
  text: string;
  columns: readonly string[];
  problems: readonly TemplateProblem[];
  /** What the law wants in a commercial text: whose it is, and where to refuse. */
  legal: LegalWords;
  /** More menus of the bar; they put the caret back into the text. */
  menus?: (area: RefObject<HTMLTextAreaElement | null>) => ReactNode;
  /** The counter at the end of the bar. */
  count: ReactNode;
  onChange: (text: string) => void;
}

/** The text of the message, with a menu of what can be filled in. */
export function Editor({ text, columns, problems, legal, menus, count, onChange }: EditorProps) {
  const t = useTranslations("compose.text");
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (written: string) => {
    const field = area.current;
    const [from, to] = [field?.selectionStart ?? text.length, field?.selectionEnd ?? text.length];
    onChange(text.slice(0, from) + written + text.slice(to));
    // After the text is drawn the caret stands behind what was put in, and typing goes on there.
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + written.length, from + written.length);
    });
  };
  // A number is never what a text greets with.
  const example = columns.find((column) => phoneNameScore(column) === 0) ?? columns[0];
  const items = columns.map((column, index) => ({
    id: String(index),
    label: column,
    onSelect: () => insert(`{{${column}}}`),
  }));
  return (
    <div className="field">
      <label className="lab" htmlFor={id}>
        {t("label")}
      </label>
      <div className="editor">
        <textarea
          ref={area}
          id={id}
          className="ed-body"
          lang="tr"
          rows={5}
          maxLength={draftTextLength}
          value={text}
          aria-invalid={problems.length > 0 || undefined}
          aria-describedby={problems.length > 0 ? `${id}-problems` : `${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
        />
        <div className="ed-bar">
          {columns.length > 0 && (
            <Menu
              label={t("variableMenu")}
              align="start"
              focusAfter={area}
              buttonClassName="btn btn-q btn-s"
              groups={[{ id: "columns", items }]}
              face={
                <>
                  <Icon of={Braces} size="small" />
                  {t("variable")}
                </>
              }
            />
          )}
          {menus?.(area)}
          <LegalMenu {...{ text, legal, area, onChange }} />
          <span className="cnt sm num" aria-live="off">
            {count}
          </span>
        </div>
      </div>
      <TextProblems id={`${id}-problems`} text={text} problems={problems} />
      <p className="hint" id={`${id}-hint`}>
        {example === undefined ? t("noVariables") : t("hint", { example: `{{${example}|${t("fallback")}}}` })}
      </p>
    </div>
  );
}

interface LegalMenuProps extends Pick<EditorProps, "text" | "legal" | "onChange"> {
  area: RefObject<HTMLTextAreaElement | null>;
}

/** Puts what the law wants at the end of the text. */
function LegalMenu({ text, legal, area, onChange }: LegalMenuProps) {
  const t = useTranslations("compose.text");
  const { imprint, optOutLink: link } = legal;
  const optOutName = optOutNames[useLocale() === "en" ? "en" : "tr"];
  const append = (words: string) => onChange(text.trim() === "" ? words : `${text.trimEnd()} ${words}`);
  const items = [
    { id: "imprint", label: t("imprint", { imprint }), onSelect: () => append(imprint) },
    {
      id: "optOut",
      label: t("optOut", { link }),
      onSelect: () => append(t("optOutWords", { link: `{{${optOutName}}}` })),
    },
  ];
  return (
    <Menu
      label={t("legalMenu")}
      align="start"
      focusAfter={area}
      buttonClassName="btn btn-q btn-s"
      groups={[{ id: "legal", items }]}
      face={
        <>
          <Icon of={Scale} size="small" />
          {t("legal")}
        </>
      }
    />
  );
}
