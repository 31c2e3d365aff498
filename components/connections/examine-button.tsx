"use client";

import Stethoscope from "lucide-react/icons/stethoscope";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { CheckList } from "#components/ui/check-list";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Icon } from "#components/ui/icon";
import { type Finding, findingStates, probeOf } from "#lib/domain/connections/examination";
import { askExamination, type Examined } from "./ask-examination.ts";

interface ExamineButtonProps {
  slug: string;
  connectionId: string;
  /** The provider as people know it. */
  label: string;
}

/** Has a connection examined, and says of each thing what was found and what to change where. */
export function ExamineButton({ slug, connectionId, label }: ExamineButtonProps) {
  const t = useTranslations("connections.doctor");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [seen, setSeen] = useState<Examined | null>(null);
  const examine = async () => {
    setOpen(true);
    setBusy(true);
    setSeen(await askExamination(slug, connectionId));
    setBusy(false);
    router.refresh();
  };
  return (
    <>
      <Button small look="quiet" aria-haspopup="dialog" icon={<Icon of={Stethoscope} size="small" />} onClick={examine}>
        {t("action")}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t("title", { label })}
        text={t("text")}
        width="wide"
        footer={
          <>
            <DialogClose>{t("close")}</DialogClose>
            <Button busy={isBusy} onClick={examine}>
              {t("again")}
            </Button>
          </>
        }
      >
        <div aria-live="polite" aria-busy={isBusy}>
          {isBusy && seen === null && <p className="muted">{t("busy")}</p>}
          {seen !== null && <Report seen={seen} label={label} />}
        </div>
      </Dialog>
    </>
  );
}

function Report({ seen, label }: { seen: Examined; label: string }) {
  const t = useTranslations("connections.doctor");
  if (!seen.ok) return <Banner tone="bad">{seen.message ?? t("failed")}</Banner>;
  const line = ({ code, n }: Finding) => {
    const state = findingStates[code];
    return {
      key: code,
      state,
      stateLabel: t(`state.${state}`),
      title: t(`probe.${probeOf(code)}`),
      text: t(`found.${code}`, { n, label }),
    };
  };
  return <CheckList lines={seen.findings.map(line)} />;
}
