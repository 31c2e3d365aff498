"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Input } from "#components/ui/input";
import type { RejectRow } from "#lib/domain/imports/status";
import type { Answer } from "./answers.ts";
import type { MendedRow } from "./correct-list.ts";

interface MendFieldProps {
  row: RejectRow;
  onMend: (number: string) => Promise<Answer<MendedRow>>;
  /** The row is on the list now. */
  onKept: () => Promise<void>;
}

/** The cell of a refused row, to be written anew; the server judges it by the rules that refused it. */
export function MendField({ row, onMend, onKept }: MendFieldProps) {
  const t = useTranslations("imports");
  const words = useTranslations("compose.problems");
  const [number, setNumber] = useState(row.raw);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await onMend(number).catch(() => null);
    if (answer === null) setProblem(words("failed"));
    else if (!answer.ok) setProblem(answer.error.message);
    else if (answer.result.kind === "kept") await onKept();
    else setProblem(whyOf(answer.result));
    setBusy(false);
  };
  const whyOf = ({ reason, firstLine }: Extract<MendedRow, { kind: "refused" }>) => {
    const why = t(`reason.${reason}`);
    return firstLine === null ? why : `${why}, ${words("sameAs", { line: firstLine })}`;
  };
  return (
    <form onSubmit={(event) => void send(event)} className="stack stack-1">
      <span className="row mend">
        <Input
          numeric
          className="grow"
          aria-label={t("problems.mendLine", { line: row.line })}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : problemId}
          autoComplete="off"
          maxLength={60}
          value={number}
          onChange={({ target }) => setNumber(target.value)}
        />
        <Button small type="submit" busy={isBusy} disabled={number.trim() === "" || number === row.raw}>
          {t("problems.mend")}
        </Button>
      </span>
      <span className="err" id={problemId} role="status">
        {problem}
      </span>
    </form>
  );
}
