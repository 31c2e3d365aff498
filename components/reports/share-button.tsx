"use client";

import Share from "lucide-react/icons/share-2";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { RadioGroup } from "#components/ui/radio-group";
import { RefusalLine } from "#components/ui/refusal-line";
import { toast } from "#components/ui/toast";
import { shareDays } from "#lib/domain/reports/share-days";

/** A link that can still be opened, in the words of the page. */
export interface ShownLink {
  id: string;
  words: string;
  /** Until when, for the name of its button. */
  until: string;
}

interface ShareButtonProps {
  slug: string;
  campaignId: string;
  links: readonly ShownLink[];
  share: (slug: string, input: { campaignId: string; days: number }) => Promise<FormAnswer<string>>;
  unshare: (slug: string, input: { campaignId: string; shareId: string }) => Promise<FormAnswer>;
}

/** Makes a link to the report for people outside the workspace, shows it this once, and closes links. */
export function ShareButton({ slug, campaignId, links, share, unshare }: ShareButtonProps) {
  const t = useTranslations("reports.share");
  const common = useTranslations("common");
  const router = useRouter();
  const answerOf = useAnswers();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [days, setDays] = useState("30");
  const [answer, setAnswer] = useState<FormAnswer<string> | null>(null);
  const address = answer?.ok ? answer.result : null;
  const close = () => {
    setOpen(false);
    // A secret that was shown once is not kept on the page.
    setAnswer(null);
  };
  const make = async () => {
    setBusy(true);
    setAnswer(await answerOf(() => share(slug, { campaignId, days: Number(days) })));
    setBusy(false);
    router.refresh();
  };
  return (
    <>
      <Button aria-haspopup="dialog" icon={<Icon of={Share} />} onClick={() => setOpen(true)}>
        {t("button")}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={t("title")}
        text={t("text")}
        width="wide"
        footer={
          <>
            <DialogClose>{common("close")}</DialogClose>
            {address === null ? (
              <Button busy={isBusy} look="primary" onClick={make}>
                {t("make")}
              </Button>
            ) : (
              <CopyButton look="primary" text={address} label={t("copy")} />
            )}
          </>
        }
      >
        <div className="stack">
          <div aria-live="polite" className="stack stack-3">
            <RefusalLine refusal={answer?.ok === false ? answer.error : null} />
            {address === null ? (
              <RadioGroup
                legend={t("days")}
                name="days"
                look="lines"
                value={days}
                onValueChange={setDays}
                options={shareDays.map((n) => ({ value: String(n), label: t("day", { n }) }))}
              />
            ) : (
              <>
                <code className="break-all">{address}</code>
                <p className="sm muted">{t("once")}</p>
              </>
            )}
          </div>
          {/* A link that was just made is on its way into this list. */}
          {(address === null || links.length > 0) && (
            <Links slug={slug} campaignId={campaignId} links={links} unshare={unshare} />
          )}
        </div>
      </Dialog>
    </>
  );
}

function Links({
  slug,
  campaignId,
  links,
  unshare,
}: Pick<ShareButtonProps, "slug" | "campaignId" | "links" | "unshare">) {
  const t = useTranslations("reports.share");
  const router = useRouter();
  const answerOf = useAnswers();
  const [busy, setBusy] = useState<string | null>(null);
  const revoke = async (shareId: string) => {
    setBusy(shareId);
    const answer = await answerOf(() => unshare(slug, { campaignId, shareId }));
    setBusy(null);
    toast(answer.ok ? { tone: "ok", text: t("revoked") } : { tone: "bad", text: answer.error.message });
    router.refresh();
  };
  return (
    <div className="stack stack-2">
      <h3 className="lab">{t("links")}</h3>
      {links.length === 0 && <p className="sm muted">{t("none")}</p>}
      <ul className="stack stack-2">
        {links.map(({ id, words, until }) => (
          <li key={id} className="row sm">
            <span className="grow">{words}</span>
            <Button
              small
              look="quiet-danger"
              busy={busy === id}
              aria-label={t("revokeLabel", { date: until })}
              onClick={() => revoke(id)}
            >
              {t("revoke")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
