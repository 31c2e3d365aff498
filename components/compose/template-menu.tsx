"use client";

import FileText from "lucide-react/icons/file-text";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { Icon } from "#components/ui/icon";
import { Menu } from "#components/ui/menu";
import { toast } from "#components/ui/toast";
import type { DraftFields } from "./draft-keeper.ts";
import type { TemplateChoice } from "./outlook.tsx";

interface TemplateMenuProps {
  templates: readonly TemplateChoice[];
  /** Where templates are made. */
  href: string;
  fields: Pick<DraftFields, "text" | "kind">;
  area: RefObject<HTMLTextAreaElement | null>;
  onChange: (change: Partial<DraftFields>) => void;
}

/** Takes text and kind from a template; what stood there before comes back by one press. */
export function TemplateMenu({ templates, href, fields, area, onChange }: TemplateMenuProps) {
  const t = useTranslations("compose.text");
  const take = ({ name, text, kind }: TemplateChoice) => {
    const before = { text: fields.text, kind: fields.kind };
    onChange({ text, kind });
    if (before.text.trim() === "") return;
    const back = { label: t("back"), onPress: () => onChange(before) };
    toast({ tone: "info", text: t("took", { name }), action: back });
  };
  const items =
    templates.length === 0
      ? [{ id: "add", label: t("noTemplates"), href }]
      : templates.map((template) => ({ id: template.id, label: template.name, onSelect: () => take(template) }));
  return (
    <Menu
      label={t("templateMenu")}
      align="start"
      focusAfter={area}
      buttonClassName="btn btn-q btn-s"
      groups={[{ id: "templates", items }]}
      face={
        <>
          <Icon of={FileText} size="small" />
          {t("template")}
        </>
      }
    />
  );
}
