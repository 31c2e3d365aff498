"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { ProofField, type ProofKind } from "#components/accounts/proof-field";
import { Button } from "#components/ui/button";
import type { FormAnswer, FormRefusal } from "#components/ui/form-answer";
import { RefusalLine } from "#components/ui/refusal-line";
import { SkeletonRows } from "#components/ui/skeleton";
import type { ProofWays } from "#lib/domain/accounts/login-session";
import { answerWithPasskey, wasNotUsed } from "./passkey.ts";

/** How a page reads the ways of its person, and tries one. */
export interface ProofActions {
  ways: () => Promise<FormAnswer<ProofWays>>;
  byPassword: (form: FormData) => Promise<FormAnswer>;
  byCode: (form: FormData) => Promise<FormAnswer>;
  askPasskey: Parameters<typeof answerWithPasskey>[0];
  byPasskey: (answer: unknown) => Promise<FormAnswer>;
  elsewhere: (form: FormData) => Promise<FormAnswer>;
}

interface ProofFormProps {
  actions: ProofActions;
  onProved: () => void;
  /** Leaves without proving anything. */
  wayOut?: ReactNode;
  isBlock?: boolean;
}

/** The ways a person has, the first of them first. */
function kindsOf(ways: ProofWays): ProofKind[] {
  const all: readonly (readonly [ProofKind, boolean])[] = [
    ["password", ways.password],
    ["passkey", ways.passkey],
    ["code", ways.code],
    ["elsewhere", ways.elsewhere !== null],
  ];
  return all.flatMap(([kind, has]) => (has ? [kind] : []));
}

function attempt(actions: ProofActions, kind: ProofKind, form: FormData): Promise<FormAnswer> {
  switch (kind) {
    case "password":
      return actions.byPassword(form);
    case "code":
      return actions.byCode(form);
    case "passkey":
      return answerWithPasskey(actions.askPasskey, actions.byPasskey);
    case "elsewhere":
      form.set("next", window.location.pathname + window.location.search);
      return actions.elsewhere(form);
  }
}

/**
 * The ways to prove who one is.
 *
 * Plain state and no transition: the action that waits for this may itself be one, and React shows what one transition
 * changed only when all of them have ended.
 */
export function ProofForm({ actions, onProved, wayOut, isBlock }: ProofFormProps) {
  const t = useTranslations("common");
  const [ways, setWays] = useState<ProofWays | null>(null);
  const [chosen, setChosen] = useState<ProofKind | null>(null);
  const [refusal, setRefusal] = useState<FormRefusal | null>(null);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    let isWanted = true;
    actions.ways().then(
      (answer) => {
        if (isWanted) answer.ok ? setWays(answer.result) : setRefusal(answer.error);
      },
      () => isWanted && setRefusal({ code: "unreachable", message: t("unreachable"), fields: {} }),
    );
    return () => {
      isWanted = false;
    };
  }, [actions, t]);

  const kinds = ways === null ? [] : kindsOf(ways);
  const kind = chosen ?? kinds[0] ?? null;

  const prove = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy || kind === null) return;
    setBusy(true);
    setRefusal(null);
    const unreachable = { code: "unreachable", message: t("unreachable"), fields: {} };
    const form = new FormData(event.currentTarget);
    const answer = await attempt(actions, kind, form).catch((): FormAnswer => ({ ok: false, error: unreachable }));
    setBusy(false);
    if (answer.ok) onProved();
    else setRefusal(wasNotUsed(answer) ? { ...answer.error, message: t("proof.passkeyFailed") } : answer.error);
  };
  const choose = (other: ProofKind) => {
    setChosen(other);
    setRefusal(null);
  };

  return (
    <form className="stack stack-3 dialog-form" onSubmit={prove}>
      <RefusalLine refusal={refusal} />
      {ways === null && refusal === null && <SkeletonRows rows={1} columns={1} />}
      {ways !== null && kind !== null && <ProofField kind={kind} ways={ways} />}
      {ways !== null && kind === null && <p>{t("proof.noWay")}</p>}
      {kinds.some((other) => other !== kind) && (
        <p className="row wrap">
          {kinds.map(
            (other) =>
              other !== kind && (
                <Button key={other} small look="quiet" onClick={() => choose(other)}>
                  {t(`proof.use.${other}`, { name: ways?.elsewhere ?? "" })}
                </Button>
              ),
          )}
        </p>
      )}
      <div className="dialog-acts">
        {wayOut}
        <Button type="submit" look="primary" block={isBlock} busy={isBusy} disabled={kind === null}>
          {kind === "passkey" || kind === "elsewhere"
            ? t(`proof.use.${kind}`, { name: ways?.elsewhere ?? "" })
            : t("proof.confirm")}
        </Button>
      </div>
    </form>
  );
}
