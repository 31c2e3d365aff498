"use client";

import CircleX from "lucide-react/icons/circle-x";
import RefreshCw from "lucide-react/icons/refresh-cw";
import { useTranslations } from "next-intl";
import { PlainPage } from "#components/shell/plain-page";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";

interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

// What the server says about an error never reaches the browser; the digest finds it in the log.
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const t = useTranslations("states.error");
  const common = useTranslations("common");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <PlainPage>
      <EmptyState
        heading="h1"
        icon={<Icon of={CircleX} size="large" tone="bad" />}
        title={t("pageTitle")}
        text={t("pageText")}
        reference={digest === undefined ? undefined : t("reference", { ref: digest })}
      >
        <Button icon={<Icon of={RefreshCw} />} onClick={retry}>
          {common("retry")}
        </Button>
      </EmptyState>
    </PlainPage>
  );
}
