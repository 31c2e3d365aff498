"use client";

import Bookmark from "lucide-react/icons/bookmark";
import X from "lucide-react/icons/x";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { type FormAnswer, useAnswers, useRefreshingForm } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { toast } from "#components/ui/toast";

interface SaveViewProps {
  slug: string;
  /** What the address of the report says. */
  query: string;
  save: (slug: string, form: FormData) => Promise<FormAnswer>;
}

/** Keeps the report as it stands under a name. */
export function SaveView({ slug, query, save }: SaveViewProps) {
  const t = useTranslations("reports.views");
  const common = useTranslations("common");
  const [isOpen, setOpen] = useState(false);
  const { send, isPending, refusal, field } = useRefreshingForm(async (form) => {
    const answer = await save(slug, form);
    if (answer.ok) {
      setOpen(false);
      toast({ tone: "ok", text: t("saved") });
    }
    return answer;
  });
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
            <Button type="submit" form="save-view" look="primary" busy={isPending}>
              {t("confirm")}
            </Button>
          </>
        }
      >
        <form id="save-view" action={send} className="stack stack-3">
          <RefusalLine refusal={refusal} />
          <input type="hidden" name="query" value={query} />
          <TextField label={t("name")} maxLength={60} required autoComplete="off" {...field("name")} />
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
  const answerOf = useAnswers();
  const forget = async () => {
    const answer = await answerOf(() => remove(slug, { viewId }));
    toast(answer.ok ? { tone: "ok", text: t("removed") } : { tone: "bad", text: answer.error.message });
    router.refresh();
  };
  return (
    <Button small look="quiet" iconOnly icon={<Icon of={X} size="small" />} onClick={forget}>
      {t("remove", { name })}
    </Button>
  );
}
