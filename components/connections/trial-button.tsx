"use client";

import Send from "lucide-react/icons/send";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { useTestResult } from "../compose/use-test-result.ts";

interface TrialButtonProps {
  slug: string;
  connectionId: string;
  /** The provider as people know it, and its sender for trying out. */
  label: string;
  sender: string;
  action: (
    slug: string,
    input: { connectionId: string; phone: string },
  ) => Promise<FormAnswer<{ readonly messageId: string }>>;
}

const tones = { open: "info", sent: "ok", delivered: "ok", unknown: "warn", failed: "bad", skipped: "warn" } as const;

/** Sends the provider's own trial message to a number, and shows what became of it. */
export function TrialButton({ slug, connectionId, label, sender, action }: TrialButtonProps) {
  const t = useTranslations("connections.trial");
  const answerOf = useAnswers();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [phone, setPhone] = useState("");
  const [answer, setAnswer] = useState<FormAnswer<{ readonly messageId: string }> | null>(null);
  const outcome = useTestResult(slug, answer?.ok ? answer.result.messageId : null);
  const send = async () => {
    setBusy(true);
    setAnswer(await answerOf(() => action(slug, { connectionId, phone })));
    setBusy(false);
  };
  return (
    <>
      <Button
        small
        look="quiet"
        aria-haspopup="dialog"
        icon={<Icon of={Send} size="small" />}
        onClick={() => setOpen(true)}
      >
        {t("action")}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t("title", { sender })}
        text={t("text", { label, sender })}
        footer={
          <>
            <DialogClose>{t("close")}</DialogClose>
            <Button look="primary" busy={isBusy} disabled={phone.trim() === ""} onClick={() => void send()}>
              {t("send")}
            </Button>
          </>
        }
      >
        <TextField
          label={t("phone")}
          hint={t("hint")}
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          maxLength={40}
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
        <RefusalLine refusal={answer?.ok === false ? answer.error : null} />
        {outcome !== null && (
          <Banner tone={tones[outcome]} live="status">
            {t(`result.${outcome}`, { label })}
          </Banner>
        )}
      </Dialog>
    </>
  );
}
