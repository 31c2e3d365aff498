"use client";

import FileCheck from "lucide-react/icons/file-check";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { CardFooter } from "#components/ui/card";
import type { FormAnswer } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { useExport } from "./use-export.ts";

interface EvidenceFooterProps {
  slug: string;
  action: (slug: string, input: object) => Promise<FormAnswer>;
  /** Which campaign, and the language of the names in the file. */
  choice: { readonly campaignId: string; readonly language: string };
}

/** The way to a file that proves a campaign. */
export function EvidenceFooter({ slug, action, choice }: EvidenceFooterProps) {
  const t = useTranslations("exports.evidence");
  const { ask, isBusy } = useExport(slug, action);
  return (
    <CardFooter>
      <span>{t("text")}</span>
      <Button
        small
        className="end"
        busy={isBusy}
        icon={<Icon of={FileCheck} size="small" />}
        onClick={() => void ask(choice)}
      >
        {t("action")}
      </Button>
    </CardFooter>
  );
}
