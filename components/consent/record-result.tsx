"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { DialogClose } from "#components/ui/dialog";
import type { ConsentStatus } from "#lib/domain/consent/model";
import type { RecordOutcome } from "#lib/domain/consent/outcome";
import { type OutcomeLine, OutcomeLines } from "./outcome-lines.tsx";

interface RecordResultProps {
  status: ConsentStatus;
  outcome: RecordOutcome;
  onAgain: () => void;
}

/** What recording came to. Who stays refused or suppressed is said in words of its own, never as a success. */
export function RecordResult({ status, outcome, onAgain }: RecordResultProps) {
  const t = useTranslations("consent.outcome");
  const { recorded, already, kept, suppressed, unread } = outcome;
  const line = (key: "recorded" | "already" | "kept" | "suppressed", state: OutcomeLine["state"], count: number) => ({
    ...{ key, state, count, text: t(`${status}.${key}`, { count }) },
    ...(key === "kept" || key === "suppressed" ? { note: t(`${status}.${key}Why`) } : {}),
  });
  return (
    <div className="stack stack-3">
      <OutcomeLines
        unread={unread}
        lines={[
          line("recorded", "ok", recorded),
          line("already", "off", already),
          line("kept", "warn", kept),
          line("suppressed", status === "granted" ? "warn" : "ok", suppressed),
        ]}
      />
      <div className="dialog-acts">
        <Button onClick={onAgain}>{t("again")}</Button>
        <DialogClose look="primary">{t("done")}</DialogClose>
      </div>
    </div>
  );
}
