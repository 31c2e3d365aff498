"use client";

import SpellCheck from "lucide-react/icons/spell-check";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Icon } from "#components/ui/icon";
import { Note } from "#components/ui/note";
import { foldedLetters, foldTurkish } from "#lib/domain/messages/fold-turkish";

interface TurkishSavingProps {
  text: string;
  /** What the whole list would save at most. */
  saving: { readonly segments: number; readonly people: number } | undefined;
  onChange: (text: string) => void;
}

/** Offers to write without the letters that only the Turkish alphabet has, and shows what that changes. */
export function TurkishSaving({ text, saving, onChange }: TurkishSavingProps) {
  const t = useTranslations("compose.saving");
  const [isShown, setShown] = useState(false);
  const [before, setBefore] = useState<{ original: string; folded: string } | null>(null);
  if (before !== null && text === before.folded) {
    return (
      <Note icon={<Icon of={SpellCheck} />}>
        {t("values")}{" "}
        <button type="button" className="lnk" onClick={() => onChange(before.original)}>
          {t("undo")}
        </button>
      </Note>
    );
  }
  const folded = foldTurkish(text);
  if (saving === undefined || saving.segments === 0 || folded === text) return null;
  return (
    <Note icon={<Icon of={SpellCheck} />}>
      {t("text", { people: saving.people, parts: saving.segments })}{" "}
      <button type="button" className="lnk" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {t(isShown ? "hide" : "show")}
      </button>
      {isShown && (
        <>
          <p className="diff" lang="tr">
            {markFolded(text)}
          </p>
          <button
            type="button"
            className="btn btn-s"
            onClick={() => {
              setBefore({ original: text, folded });
              onChange(folded);
            }}
          >
            {t("apply")}
          </button>
        </>
      )}
    </Note>
  );
}

/** The folded text with every changed letter marked. */
function markFolded(text: string): ReactNode[] {
  const pieces: ReactNode[] = [];
  let end = 0;
  for (const { index, to } of foldedLetters(text)) {
    pieces.push(text.slice(end, index), <mark key={index}>{to}</mark>);
    end = index + 1;
  }
  pieces.push(text.slice(end));
  return pieces;
}
