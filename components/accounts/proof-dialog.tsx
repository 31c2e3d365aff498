"use client";

import { useTranslations } from "next-intl";
import { type ProofActions, ProofForm } from "#components/accounts/proof-form";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { settleProof } from "#components/ui/proof-request";

interface ProofDialogProps {
  isOpen: boolean;
  actions: ProofActions;
}

/** Asks a signed-in person to prove again who they are. */
export function ProofDialog({ isOpen, actions }: ProofDialogProps) {
  const t = useTranslations("common");
  return (
    <Dialog
      kind="alert"
      isOpen={isOpen}
      onClose={() => settleProof(false)}
      title={t("proof.title")}
      text={t("proof.text")}
    >
      {isOpen && (
        <ProofForm
          actions={actions}
          onProved={() => settleProof(true)}
          wayOut={<DialogClose>{t("cancel")}</DialogClose>}
        />
      )}
    </Dialog>
  );
}
