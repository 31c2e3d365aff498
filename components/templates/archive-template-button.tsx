"use client";

import Archive from "lucide-react/icons/archive";
import ArchiveRestore from "lucide-react/icons/archive-restore";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { toast } from "#components/ui/toast";

interface ArchiveTemplateButtonProps {
  slug: string;
  templateId: string;
  isArchived: boolean;
  act: (slug: string, input: { templateId: string }) => Promise<FormAnswer>;
}

/** Puts a template away, or takes it back into use; either can be undone by the other. */
export function ArchiveTemplateButton({ slug, templateId, isArchived, act }: ArchiveTemplateButtonProps) {
  const t = useTranslations("templates");
  const router = useRouter();
  const answerOf = useAnswers();
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    const answer = await answerOf(() => act(slug, { templateId }));
    if (!answer.ok) toast({ tone: "bad", text: answer.error.message, reference: answer.error.reference });
    router.refresh();
    setBusy(false);
  };
  return (
    <Button
      look="quiet"
      busy={isBusy}
      icon={<Icon of={isArchived ? ArchiveRestore : Archive} />}
      onClick={() => void press()}
    >
      {t(isArchived ? "restore" : "archive")}
    </Button>
  );
}
