"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";
import { toast } from "#components/ui/toast";
import type { TeamAction } from "./team-actions.ts";

interface CapButtonProps {
  memberId: string;
  name: string;
  cap: number | null;
  setCap: TeamAction;
}

/** The daily limit of a member, and a dialog that changes it. */
export function CapButton({ memberId, name, cap, setCap }: CapButtonProps) {
  const t = useTranslations("team");
  const common = useTranslations("common");
  const format = useFormatter();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const shown = cap === null ? t("members.noCap") : t("members.people", { count: cap });
  const form = useFormAnswer(async (sent) => {
    const answer = await setCap({ memberId, cap: String(sent.get("cap") ?? "") });
    if (answer.ok) {
      setOpen(false);
      toast({ tone: "ok", text: t("cap.done", { name }) });
      router.refresh();
    }
    return answer;
  });
  return (
    <>
      <Button
        small
        look="quiet"
        aria-haspopup="dialog"
        aria-label={t("members.capOf", { name, cap: shown })}
        onClick={() => setOpen(true)}
      >
        {shown}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t("cap.title", { name })} text={t("cap.text")}>
        <form action={form.send} className="stack stack-3 dialog-form">
          <TextField
            label={t("cap.field")}
            hint={t("cap.hint")}
            numeric
            inputMode="numeric"
            autoComplete="off"
            {...form.field("cap", cap === null ? "" : format.number(cap))}
          />
          <RefusalLine refusal={form.refusal} />
          <div className="dialog-acts">
            <DialogClose>{common("cancel")}</DialogClose>
            <SubmitButton look="primary">{t("cap.save")}</SubmitButton>
          </div>
        </form>
      </Dialog>
    </>
  );
}
