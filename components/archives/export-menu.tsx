"use client";

import Download from "lucide-react/icons/download";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button";
import type { FormAnswer } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { Menu } from "#components/ui/menu";
import { sheetFormats } from "#lib/domain/exports/sheet";
import { useExport } from "./use-export.ts";

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
  const { ask, isBusy } = useExport(slug, action);
  const items = sheetFormats.map((id) => ({
    id,
    label: t(id),
    isDisabled: isBusy,
    onSelect: () => void ask({ ...choice, format: id }),
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
