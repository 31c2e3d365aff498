"use client";

import Bookmark from "lucide-react/icons/bookmark";
import X from "lucide-react/icons/x";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import type { FormAnswer, FormRefusal } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { toast } from "#components/ui/toast";

interface SaveViewProps {
  slug: string;
  /** What the address of the report says. */
  query: string;
  save: (slug: string, input: { name: string; query: string }) => Promise<FormAnswer>;
}

/** Keeps the report as it stands under a name. */
export function SaveView({ slug, query, save }: SaveViewProps) {
  const t = useTranslations("reports.views");
  const common = useTranslations("common");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<FormRefusal | null>(null);
  const keep = async (form: FormData) => {
    setBusy(true);
    const answer = await save(slug, { name: String(form.get("name")), query });
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setOpen(false);
    toast({ tone: "ok", text: t("saved") });
    router.refresh();
  };
  return (
    <>
      <Button aria-haspopup="dialog" icon={<Icon of={Bookmark} />} onClick={() => setOpen(true)}>
        {t("save")}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t("title")}
        text={t("text")}
        footer={
          <>
            <DialogClose>{common("cancel")}</DialogClose>
            <Button type="submit" form="save-view" look="primary" busy={isBusy}>
              {t("confirm")}
            </Button>
          </>
        }
      >
        <form id="save-view" action={keep} className="stack stack-3">
          <RefusalLine refusal={refusal} />
          <TextField label={t("name")} name="name" maxLength={60} required autoComplete="off" />
        </form>
      </Dialog>
    </>
  );
}

interface RemoveViewProps {
  slug: string;
  viewId: string;
  name: string;
  remove: (slug: string, input: { viewId: string }) => Promise<FormAnswer>;
}

/** Forgets a kept report. */
export function RemoveView({ slug, viewId, name, remove }: RemoveViewProps) {
  const t = useTranslations("reports.views");
  const router = useRouter();
  const forget = async () => {
    const answer = await remove(slug, { viewId });
    toast(answer.ok ? { tone: "ok", text: t("removed") } : { tone: "bad", text: answer.error.message });
    router.refresh();
  };
  return (
    <Button small look="quiet" iconOnly icon={<Icon of={X} size="small" />} onClick={forget}>
      {t("remove", { name })}
    </Button>
  );
}
