"use client";

import CircleX from "lucide-react/icons/circle-x";
import RefreshCw from "lucide-react/icons/refresh-cw";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";

/** What Next hands to an error page. */
export interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

/** A page that could not be made. What the server knows of the reason stays there; the code finds it in the log. */
export function ErrorView({ error, retry }: ErrorPageProps) {
  const t = useTranslations("states.error");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <EmptyState
      heading="h1"
      icon={<Icon of={CircleX} size="large" tone="bad" />}
      title={t("pageTitle")}
      text={t("pageText")}
      reference={digest === undefined ? undefined : t("reference", { ref: digest })}
    >
      <Button icon={<Icon of={RefreshCw} />} onClick={retry}>
        {t("retry")}
      </Button>
    </EmptyState>
  );
}
