"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import type { FormAnswer, FormRefusal } from "#components/ui/form-answer";
import { PasswordField } from "#components/ui/password-input";
import { settleProof } from "#components/ui/proof-request";
import { RefusalLine } from "#components/ui/refusal-line";
import { SkeletonRows } from "#components/ui/skeleton";
import type { ProofWays } from "#lib/domain/accounts/login-session";

/** How a page reads the ways of its person, and tries one. */
export interface ProofActions {
  ways: () => Promise<FormAnswer<ProofWays>>;
  byPassword: (form: FormData) => Promise<FormAnswer>;
}

interface ProofDialogProps {
  isOpen: boolean;
  actions: ProofActions;
}

/** Asks a signed-in person to prove again who they are. */
export function ProofDialog({ isOpen, actions }: ProofDialogProps) {
  const t = useTranslations("common.proof");
  return (
    <Dialog isOpen={isOpen} onClose={() => settleProof(false)} title={t("title")} text={t("text")} kind="alert">
      {isOpen && <ProofForm actions={actions} />}
    </Dialog>
  );
}

const unreachable = (message: string): FormAnswer<never> => ({
  ok: false,
  error: { code: "unreachable", message, fields: {} },
});

// Plain state and no transition: the action that waits for this may itself be one, and React shows what one transition
// changed only when all of them have ended.
function ProofForm({ actions }: { actions: ProofActions }) {
  const t = useTranslations("common");
  const [ways, setWays] = useState<ProofWays | null>(null);
  const [refusal, setRefusal] = useState<FormRefusal | null>(null);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      const answer = await actions.ways().catch(() => unreachable(t("unreachable")));
      if (!isWanted) return;
      if (answer.ok) setWays(answer.result);
      else setRefusal(answer.error);
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, [actions, t]);

  const prove = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setRefusal(null);
    const form = new FormData(event.currentTarget);
    const answer = await actions.byPassword(form).catch(() => unreachable(t("unreachable")));
    setBusy(false);
    if (answer.ok) settleProof(true);
    else setRefusal(answer.error);
  };

  return (
    <form className="stack stack-3 dialog-form" onSubmit={prove}>
      <RefusalLine refusal={refusal} />
      {ways === null && refusal === null && <SkeletonRows rows={1} columns={1} />}
      {ways !== null && (
        <>
          <input type="text" autoComplete="username" value={ways.email} readOnly hidden />
          <PasswordField
            label={t("proof.password")}
            name="password"
            autoComplete="current-password"
            autoFocus
            required
          />
        </>
      )}
      <div className="dialog-acts">
        <DialogClose>{t("cancel")}</DialogClose>
        <Button type="submit" look="primary" busy={isBusy} disabled={ways === null}>
          {t("proof.confirm")}
        </Button>
      </div>
    </form>
  );
}
