"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import type { FormAnswer, FormRefusal } from "#components/ui/form-answer";
import { PasswordField } from "#components/ui/password-input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SkeletonRows } from "#components/ui/skeleton";
import type { ProofWays } from "#lib/domain/accounts/login-session";

/** How a page reads the ways of its person, and tries one. */
export interface ProofActions {
  ways: () => Promise<FormAnswer<ProofWays>>;
  byPassword: (form: FormData) => Promise<FormAnswer>;
}

interface ProofFormProps {
  actions: ProofActions;
  onProved: () => void;
  /** Leaves without proving anything. */
  wayOut?: ReactNode;
  isBlock?: boolean;
}

const unreachable = (message: string): FormAnswer<never> => ({
  ok: false,
  error: { code: "unreachable", message, fields: {} },
});

/**
 * The ways to prove who one is.
 *
 * Plain state and no transition: the action that waits for this may itself be one, and React shows what one transition
 * changed only when all of them have ended.
 */
export function ProofForm({ actions, onProved, wayOut, isBlock }: ProofFormProps) {
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
    if (answer.ok) onProved();
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
        {wayOut}
        <Button type="submit" look="primary" block={isBlock} busy={isBusy} disabled={ways === null}>
          {t("proof.confirm")}
        </Button>
      </div>
    </form>
  );
}
