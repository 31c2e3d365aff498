"use client";

import CircleX from "lucide-react/icons/circle-x";
import RefreshCw from "lucide-react/icons/refresh-cw";
import { catchError } from "next/error";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";

interface FailedCardProps {
  className?: string | undefined;
  error: unknown;
  retry: () => void;
}

// What the server says about an error never reaches the browser; the digest finds it in the log.
function FailedCard({ className, error, retry }: FailedCardProps) {
  const t = useTranslations("states.error");
  const common = useTranslations("common");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <Card className={className}>
      <EmptyState
        icon={<Icon of={CircleX} size="large" tone="bad" />}
        title={t("title")}
        text={t("text")}
        reference={digest === undefined ? undefined : t("reference", { ref: digest })}
      >
        <Button small icon={<Icon of={RefreshCw} size="small" />} onClick={retry}>
          {common("retry")}
        </Button>
      </EmptyState>
    </Card>
  );
}

/** A card that may fail by itself: the rest of the page stays usable, and this card can be tried again. */
export const FailsAlone = catchError<{ className?: string | undefined }>(({ className }, { error, retry }) => (
  <FailedCard className={className} error={error} retry={retry} />
));
