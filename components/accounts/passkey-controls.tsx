"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { withProof } from "#components/ui/proof-request";
import { RefusalLine } from "#components/ui/refusal-line";
import { SubmitButton } from "#components/ui/submit-button";
import { makePasskey, wasNotUsed } from "./passkey.ts";

interface AddPasskeyProps {
  ask: Parameters<typeof makePasskey>[0];
  take: (made: unknown) => Promise<FormAnswer>;
}

/** Makes a passkey in this browser. */
export function AddPasskey({ ask, take }: AddPasskeyProps) {
  const t = useTranslations("account.passkeys");
  const common = useTranslations("common");
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    setProblem(null);
    const answer = await withProof(() => makePasskey(ask, take)).catch(() => null);
    setBusy(false);
    if (answer?.ok) router.refresh();
    else if (answer === null) setProblem(common("unreachable"));
    else setProblem(wasNotUsed(answer) ? t("notMade") : answer.error.message);
  };
  return (
    <>
      {problem !== null && (
        <Banner tone="bad" live="alert">
          {problem}
        </Banner>
      )}
      <div className="row">
        <Button busy={isBusy} onClick={add}>
          {t("add")}
        </Button>
      </div>
    </>
  );
}

interface PasskeyButtonsProps {
  id: string;
  name: string;
  rename: (form: FormData) => Promise<FormAnswer>;
  remove: (form: FormData) => Promise<FormAnswer>;
}

/** Names a passkey, or ends it. */
export function PasskeyButtons({ id, name, rename, remove }: PasskeyButtonsProps) {
  const t = useTranslations("account.passkeys");
  const common = useTranslations("common");
  const [asked, setAsked] = useState<"rename" | "remove" | null>(null);
  const closing = (act: (form: FormData) => Promise<FormAnswer>) => async (form: FormData) => {
    const answer = await act(form);
    if (answer.ok) setAsked(null);
    return answer;
  };
  const renaming = useFormAnswer(closing(rename));
  const removing = useFormAnswer(closing(remove));
  const close = () => setAsked(null);
  return (
    <span className="row">
      <Button small look="quiet" aria-label={t("renameOf", { name })} onClick={() => setAsked("rename")}>
        {t("rename")}
      </Button>
      <Button small look="quiet-danger" aria-label={t("removeOf", { name })} onClick={() => setAsked("remove")}>
        {common("delete")}
      </Button>
      <Dialog isOpen={asked === "rename"} onClose={close} title={t("renameTitle")} kind="alert">
        <form action={renaming.send} className="stack stack-3 dialog-form">
          <RefusalLine refusal={renaming.refusal} />
          <input type="hidden" name="id" value={id} />
          <TextField label={t("name")} maxLength={80} required {...renaming.field("name", name)} />
          <div className="dialog-acts">
            <DialogClose>{common("cancel")}</DialogClose>
            <SubmitButton look="primary">{common("save")}</SubmitButton>
          </div>
        </form>
      </Dialog>
      <ConfirmDialog
        isOpen={asked === "remove"}
        onClose={close}
        title={t("removeTitle", { name })}
        text={t("removeText")}
        confirmLabel={t("remove")}
        action={removing.send}
        error={removing.refusal?.message}
      >
        <input type="hidden" name="id" value={id} />
      </ConfirmDialog>
    </span>
  );
}
