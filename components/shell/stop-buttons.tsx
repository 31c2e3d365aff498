"use client";

import OctagonPause from "lucide-react/icons/octagon-pause";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { tellOtherWindows } from "#components/shell/stop-watch";
import { Button, type ButtonShape } from "#components/ui/button";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { toast } from "#components/ui/toast";
import { useLate } from "#components/ui/use-late";

// Fetched when somebody asks for it: most visits stop nothing.
const load = () => import("#components/ui/confirm-dialog").then((module) => module.ConfirmDialog);

/** Stops or opens all sending of the workspace it is bound to. */
export type StopAction = () => Promise<FormAnswer>;

function useQuestion(action: StopAction, done: string) {
  const router = useRouter();
  const answerOf = useAnswers();
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<string | undefined>();
  const ConfirmDialog = useLate(load, isAsking);
  const close = () => {
    setAsking(false);
    setError(undefined);
  };
  const run = async () => {
    const answer = await answerOf(action);
    if (!answer.ok) return setError(answer.error.message);
    close();
    toast({ tone: "ok", text: done });
    router.refresh();
    tellOtherWindows();
  };
  return { isAsking, error, ask: () => setAsking(true), close, run, ConfirmDialog };
}

/** Stops all sending: a tool of the top bar, or with `button` an ordinary button. */
export function HaltButton({ action, button }: { action: StopAction; button?: ButtonShape | undefined }) {
  const t = useTranslations("shell.halt");
  const { isAsking, error, ask, close, run, ConfirmDialog } = useQuestion(action, t("done"));
  return (
    <>
      {button === undefined ? (
        <button type="button" className="tb tb-halt" aria-haspopup="dialog" onClick={ask} title={t("title")}>
          <Icon of={OctagonPause} />
          <span className="only-d">{t("action")}</span>
          <span className="vh">{t("title")}</span>
        </button>
      ) : (
        <Button {...button} aria-haspopup="dialog" onClick={ask}>
          {t("title")}
        </Button>
      )}
      {ConfirmDialog && (
        <ConfirmDialog
          {...{ isOpen: isAsking, onClose: close, action: run, error }}
          title={t("ask")}
          text={t("text")}
          confirmLabel={t("confirm")}
        />
      )}
    </>
  );
}

/** Opens sending again. */
export function LiftButton({ action, button }: { action: StopAction; button?: ButtonShape | undefined }) {
  const t = useTranslations("shell.halt");
  const { isAsking, error, ask, close, run, ConfirmDialog } = useQuestion(action, t("lifted"));
  return (
    <>
      <Button {...button} aria-haspopup="dialog" onClick={ask}>
        {t("lift")}
      </Button>
      {ConfirmDialog && (
        <ConfirmDialog
          {...{ isOpen: isAsking, onClose: close, action: run, error }}
          look="primary"
          title={t("liftAsk")}
          text={t("liftText")}
          confirmLabel={t("liftConfirm")}
        />
      )}
    </>
  );
}
