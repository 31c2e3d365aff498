"use client";

import Download from "lucide-react/icons/download";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { buttonClass } from "#components/ui/button";
import { type FormAnswer, useAnswers } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { Menu } from "#components/ui/menu";
import { toast } from "#components/ui/toast";
import { type SheetFormat, sheetFormats } from "#lib/domain/exports/sheet";

interface ExportMenuProps {
  slug: string;
  /** Has the file prepared. */
  action: (slug: string, input: object) => Promise<FormAnswer>;
  /** Which rows, and the language of the words in the file. */
  choice: { readonly language: string; readonly filter: object; readonly campaignId?: string };
  small?: boolean;
  className?: string;
}

/** Asks for the rows of a list as a file, and leads to where it will be. */
export function ExportMenu({ slug, action, choice, small = false, className }: ExportMenuProps) {
  const t = useTranslations("exports.menu");
  const router = useRouter();
  const answerOf = useAnswers();
  const [isBusy, setBusy] = useState(false);
  const ask = async (format: SheetFormat) => {
    setBusy(true);
    const answer = await answerOf(() => action(slug, { ...choice, format }));
    if (answer.ok) router.push(`/w/${slug}/exports`);
    else toast({ tone: "bad", text: answer.error.message });
    setBusy(false);
  };
  const items = sheetFormats.map((id) => ({
    id,
    label: t(id),
    isDisabled: isBusy,
    onSelect: () => void ask(id),
  }));
  const face = (
    <>
      <Icon of={Download} size={small ? "small" : "regular"} />
      <span>{t("label")}</span>
    </>
  );
  return (
    <Menu
      label={t("label")}
      groups={[{ id: "formats", items }]}
      face={face}
      buttonClassName={buttonClass({ small }, className)}
    />
  );
}
