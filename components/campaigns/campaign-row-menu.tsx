"use client";

import Copy from "lucide-react/icons/copy";
import Pencil from "lucide-react/icons/pencil";
import Trash from "lucide-react/icons/trash-2";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { Menu } from "#components/ui/menu";
import { toast } from "#components/ui/toast";

interface CampaignRowMenuProps {
  slug: string;
  campaignId: string;
  name: string;
  href: string;
  isDraft: boolean;
  duplicate: (
    slug: string,
    input: { campaignId: string; name: string },
  ) => Promise<FormAnswer<{ readonly campaignId: string }>>;
  remove: (slug: string, input: { campaignId: string }) => Promise<FormAnswer<null>>;
}

/** What can be done with one campaign of the list. */
export function CampaignRowMenu(props: CampaignRowMenuProps) {
  const { slug, campaignId, name, href, isDraft, duplicate, remove } = props;
  const t = useTranslations("campaigns.list");
  const router = useRouter();
  const answerOf = useAnswers();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const copy = async () => {
    // A name has room for 120 characters; the mark of the copy must fit into them.
    const answer = await answerOf(() =>
      duplicate(slug, { campaignId, name: t("copyName", { name: name.slice(0, 100) }) }),
    );
    if (answer.ok) router.push(`/w/${slug}/campaigns/${answer.result.campaignId}/edit`);
    else toast({ tone: "bad", text: answer.error.message, reference: answer.error.reference });
  };
  const confirm = async () => {
    const answer = await answerOf(() => remove(slug, { campaignId }));
    if (!answer.ok) {
      setProblem(answer.error.message);
      return;
    }
    setAsking(false);
    toast({ tone: "ok", text: t("deleted") });
    router.refresh();
  };
  const items = [
    { id: "open", label: t(isDraft ? "menu.edit" : "menu.open"), icon: <Icon of={Pencil} />, href },
    { id: "copy", label: t("menu.duplicate"), icon: <Icon of={Copy} />, onSelect: copy },
    ...(isDraft
      ? [
          {
            id: "delete",
            label: t("menu.delete"),
            icon: <Icon of={Trash} />,
            isDanger: true,
            onSelect: () => setAsking(true),
          },
        ]
      : []),
  ];
  return (
    <>
      <Menu label={t("menu.label", { name })} groups={[{ id: "all", items }]} />
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t("delete.title", { name })}
        text={t("delete.text")}
        confirmLabel={t("delete.confirm")}
        action={confirm}
        error={problem}
      />
    </>
  );
}
