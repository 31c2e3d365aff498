"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import type { FormAnswer } from "#components/ui/form-answer";
import { withProof } from "#components/ui/proof-request";
import { toast } from "#components/ui/toast";

/** Ends a connection by its public id; `typedName` is what the person typed. */
export type DisconnectAction = (
  slug: string,
  input: { connectionId: string; typedName: string },
) => Promise<FormAnswer<{ readonly pausedCampaigns: number; readonly isRevoking: boolean }>>;

interface DisconnectButtonProps {
  slug: string;
  connectionId: string;
  name: string;
  /** Campaigns that run or wait and would stop. */
  campaigns: number;
  /** Campaigns whose orders the provider has already; they go out all the same. */
  kept: number;
  /** A pasted key is only erased here: its owner deletes it at the provider. */
  isByKey: boolean;
  action: DisconnectAction;
}

/** Asks for the name before it disconnects, and says what stops. */
export function DisconnectButton({
  slug,
  connectionId,
  name,
  campaigns,
  kept,
  isByKey,
  action,
}: DisconnectButtonProps) {
  const t = useTranslations("connections.disconnect");
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const disconnect = async (form: FormData) => {
    const typedName = String(form.get("typed") ?? "");
    const answer = await withProof(() => action(slug, { connectionId, typedName }));
    if (!answer.ok) {
      setProblem(answer.error.message);
      return;
    }
    setAsking(false);
    const { isRevoking, pausedCampaigns } = answer.result;
    const text = isByKey
      ? t("erased", { count: pausedCampaigns })
      : isRevoking
        ? t("done", { count: pausedCampaigns })
        : t("noKey");
    toast({ tone: isRevoking || isByKey ? "ok" : "info", text });
    router.replace(`/w/${slug}/connections`);
    router.refresh();
  };
  return (
    <>
      <Button small look="quiet-danger" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        {t("action")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
          setProblem(undefined);
        }}
        title={t("title", { name })}
        text={
          <>
            <p>{t(isByKey ? "textByKey" : "text", { count: campaigns })}</p>
            {kept > 0 && <p className="strong">{t("kept", { count: kept })}</p>}
          </>
        }
        typed={name}
        confirmLabel={t("confirm")}
        action={disconnect}
        error={problem}
      />
    </>
  );
}
