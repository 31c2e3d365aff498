"use client";

import Pencil from "lucide-react/icons/pencil";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmButton } from "#components/ui/confirm-dialog";
import { Icon } from "#components/ui/icon";
import { toast } from "#components/ui/toast";
import type { Act } from "./use-acts.ts";

interface UnscheduleProps {
  slug: string;
  campaignId: string;
  unschedule: Act;
}

/** Takes a scheduled campaign back, and goes to where it is edited. */
export function Unschedule({ slug, campaignId, unschedule }: UnscheduleProps) {
  const t = useTranslations("report.scheduled");
  const router = useRouter();
  return (
    <ConfirmButton
      label={t("edit")}
      button={{ look: "secondary", icon: <Icon of={Pencil} /> }}
      look="primary"
      title={t("edit")}
      text={t("editText")}
      confirmLabel={t("confirm")}
      action={async () => {
        const answer = await unschedule(slug, { campaignId });
        if (answer.ok) {
          toast({ tone: "ok", text: t("taken") });
          router.push(`/w/${slug}/campaigns/${campaignId}/edit`);
        } else router.refresh();
        return answer;
      }}
    />
  );
}
