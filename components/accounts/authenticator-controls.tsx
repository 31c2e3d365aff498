"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AuthenticatorSetup } from "#components/accounts/authenticator-setup";
import { RecoveryCodes } from "#components/accounts/recovery-codes";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Dialog, DialogClose } from "#components/ui/dialog";
import type { FormAnswer } from "#components/ui/form-answer";
import { withProof } from "#components/ui/proof-request";

interface Setup {
  readonly address: string;
  readonly secret: string;
}

/** What can be done with the second factor. */
export interface AuthenticatorActions {
  begin: () => Promise<FormAnswer<Setup>>;
  confirm: (form: FormData) => Promise<FormAnswer<readonly string[]>>;
  remove: () => Promise<FormAnswer>;
  renewCodes: () => Promise<FormAnswer<readonly string[]>>;
}

interface AuthenticatorControlsProps {
  isOn: boolean;
  host: string;
  actions: AuthenticatorActions;
}

type Shown = { kind: "setup"; setup: Setup } | { kind: "codes"; codes: readonly string[] } | { kind: "removing" };

/** Runs one action at a time; each may ask first who the person is. */
function useSafely() {
  const common = useTranslations("common");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async <R,>(act: () => Promise<FormAnswer<R>>, done: (result: R) => void) => {
    setBusy(true);
    setProblem(null);
    const answer = await withProof(act).catch(() => null);
    setBusy(false);
    if (answer === null) setProblem(common("unreachable"));
    else if (answer.ok) done(answer.result);
    else setProblem(answer.error.message);
  };
  return { problem, isBusy, run };
}

/** Switches the second factor on and off, and makes new recovery codes. */
export function AuthenticatorControls({ isOn, host, actions }: AuthenticatorControlsProps) {
  const t = useTranslations("account.authenticator");
  const codesWords = useTranslations("account.codes");
  const router = useRouter();
  const [shown, setShown] = useState<Shown | null>(null);
  const { problem, isBusy, run } = useSafely();
  const close = () => {
    setShown(null);
    router.refresh();
  };
  const showCodes = (codes: readonly string[]) => setShown({ kind: "codes", codes });
  return (
    <>
      {problem !== null && (
        <Banner tone="bad" live="alert">
          {problem}
        </Banner>
      )}
      <div className="row wrap">
        {isOn ? (
          <>
            <Button busy={isBusy} onClick={() => run(actions.renewCodes, showCodes)}>
              {codesWords("renew")}
            </Button>
            <Button look="quiet-danger" aria-haspopup="dialog" onClick={() => setShown({ kind: "removing" })}>
              {t("remove")}
            </Button>
          </>
        ) : (
          <Button busy={isBusy} onClick={() => run(actions.begin, (setup) => setShown({ kind: "setup", setup }))}>
            {t("begin")}
          </Button>
        )}
      </div>
      <Dialog
        isOpen={shown?.kind === "setup" || shown?.kind === "codes"}
        onClose={close}
        title={shown?.kind === "codes" ? codesWords("title") : t("title")}
        kind="alert"
        footer={shown?.kind === "codes" ? <DialogClose look="primary">{codesWords("kept")}</DialogClose> : undefined}
      >
        {shown?.kind === "setup" && (
          <AuthenticatorSetup {...shown.setup} confirm={actions.confirm} onConfirmed={showCodes} />
        )}
        {shown?.kind === "codes" && <RecoveryCodes codes={shown.codes} host={host} />}
      </Dialog>
      <ConfirmDialog
        isOpen={shown?.kind === "removing"}
        onClose={close}
        title={t("removeTitle")}
        text={t("removeText")}
        confirmLabel={t("remove")}
        action={() => run(actions.remove, close)}
        error={problem ?? undefined}
      />
    </>
  );
}
