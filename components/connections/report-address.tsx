"use client";

import Webhook from "lucide-react/icons/webhook";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { RefusalLine } from "#components/ui/refusal-line";

/** Makes an address for the reports of a connection, by its public id. */
export type ReportAddressAction = (slug: string, input: { connectionId: string }) => Promise<FormAnswer<string>>;

interface ReportAddressProps {
  slug: string;
  connectionId: string;
  /** The provider as people know it. */
  label: string;
  /** Whether there is one already, which a new one takes the place of. */
  hasAddress: boolean;
  action: ReportAddressAction;
}

/** Makes the address that delivery reports are sent to, and shows it this once. */
export function ReportAddress({ slug, connectionId, label, hasAddress, action }: ReportAddressProps) {
  const t = useTranslations("connections.reports");
  const router = useRouter();
  const answerOf = useAnswers();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<FormAnswer<string> | null>(null);
  const close = () => {
    setOpen(false);
    // A secret that was shown once is not kept on the page.
    setAnswer(null);
    router.refresh();
  };
  const make = async () => {
    setBusy(true);
    setAnswer(await answerOf(() => action(slug, { connectionId })));
    setBusy(false);
  };
  const address = answer?.ok ? answer.result : null;
  return (
    <>
      <Button
        small
        look="quiet"
        aria-haspopup="dialog"
        icon={<Icon of={Webhook} size="small" />}
        onClick={() => setOpen(true)}
      >
        {t("action")}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={t("title")}
        text={t("text", { label })}
        width="wide"
        footer={
          <>
            <DialogClose>{t(address === null ? "cancel" : "close")}</DialogClose>
            {address === null ? (
              <Button busy={isBusy} look="primary" onClick={make}>
                {t(hasAddress ? "renew" : "make")}
              </Button>
            ) : (
              <CopyButton look="primary" text={address} label={t("copy")} />
            )}
          </>
        }
      >
        <div aria-live="polite" className="stack stack-3">
          <RefusalLine refusal={answer?.ok === false ? answer.error : null} />
          {address === null ? (
            <p className="sm">{t(hasAddress ? "before" : "none")}</p>
          ) : (
            <>
              <p className="sm">{t("once")}</p>
              <code className="break-all">{address}</code>
              <p className="sm muted">{t("where", { label })}</p>
            </>
          )}
        </div>
      </Dialog>
    </>
  );
}
