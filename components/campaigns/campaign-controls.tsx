"use client";

import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import Undo from "lucide-react/icons/undo-2";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Icon } from "#components/ui/icon";
import { toast } from "#components/ui/toast";
import type { CampaignState } from "#lib/domain/campaigns/model";
import { type Act, useActs } from "./use-acts.ts";

interface CampaignControlsProps {
  slug: string;
  campaignId: string;
  state: CampaignState;
  /** Recipients still queued. */
  left: number;
  /** The provider keeps it for its start; cancelling then means there as well. */
  isKept?: boolean;
  pause: Act;
  resume: Act;
  cancel: Act;
}

/** Whole seconds until an instant, counted down while mounted. */
function useSecondsUntil(instant: string | null): number {
  const remaining = () => (instant === null ? 0 : Math.max(0, Math.ceil((Date.parse(instant) - Date.now()) / 1_000)));
  const [seconds, setSeconds] = useState(remaining);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(remaining()), 250);
    return () => clearInterval(timer);
  });
  return seconds;
}

/** Pause, resume and cancel: each waits for the server's word and says what came of it. */
export function CampaignControls(props: CampaignControlsProps) {
  const { slug, campaignId, state, left, isKept = false, pause, resume, cancel } = props;
  const t = useTranslations("report");
  const { run, running, problem } = useActs(slug, campaignId);
  const [isAsking, setAsking] = useState(false);
  const router = useRouter();
  // How many are left is of the moment the page was drawn.
  const ask = () => {
    router.refresh();
    setAsking(true);
  };
  const canPause = state === "sending";
  const words = isKept ? "cancelKept" : state === "scheduled" ? "cancelScheduled" : "cancelDialog";
  return (
    <>
      {problem !== null && (
        <Banner tone="bad" live="alert">
          {problem}
        </Banner>
      )}
      <Button look="quiet-danger" busy={running === cancel} onClick={ask}>
        {t(`${words}.title`)}
      </Button>
      {canPause && (
        <Button look="primary" icon={<Icon of={Pause} />} busy={running === pause} onClick={() => run(pause)}>
          {t("pause")}
        </Button>
      )}
      {state === "paused" && (
        <Button look="primary" icon={<Icon of={Play} />} busy={running === resume} onClick={() => run(resume)}>
          {t("resume")}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t(`${words}.title`)}
        text={words === "cancelDialog" ? t("cancelDialog.text", { left }) : t(`${words}.text`)}
        confirmLabel={t(`${words}.title`)}
        closeLabel={t("cancelNot")}
        action={() => {
          setAsking(false);
          run(cancel);
        }}
      />
    </>
  );
}

interface HoldNoticeProps {
  slug: string;
  campaignId: string;
  /** When the undo window ends, as ISO 8601. */
  holdUntil: string | null;
  undo: Act;
  /** Where an undone campaign is edited. */
  editHref: string;
}

/** The undo window: how long it is still open, and the way back. */
export function HoldNotice({ slug, campaignId, holdUntil, undo, editHref }: HoldNoticeProps) {
  const t = useTranslations("report");
  const router = useRouter();
  const seconds = useSecondsUntil(holdUntil);
  const { run, running, problem } = useActs(slug, campaignId);
  const undone = () => {
    toast({ tone: "ok", text: t("undone") });
    router.push(editHref);
  };
  const button = (
    <Button look="primary" icon={<Icon of={Undo} />} busy={running === undo} onClick={() => run(undo, undone)}>
      {t("hold.undo")}
    </Button>
  );
  return (
    <>
      {problem !== null && (
        <Banner tone="bad" live="alert">
          {problem}
        </Banner>
      )}
      <Banner tone="info" action={button}>
        <b suppressHydrationWarning>{t("hold.text", { seconds })}</b>
        <p className="sm">{t("hold.detail")}</p>
      </Banner>
    </>
  );
}
