"use client";

import { useTranslations } from "next-intl";
import { EmptyState } from "#components/ui/empty-state";

/** What Next hands to an error page. */
export interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

/**
 * A page that could not be made. What the server knows of the reason stays there; the code finds it in the log.
 *
 * Every page carries this in case it fails, so it is drawn with classes alone: the shared button, link and icons would
 * weigh on all of them.
 */
export function ErrorView({ error, retry }: ErrorPageProps) {
  const t = useTranslations("states.error");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <EmptyState
      heading="h1"
      title={t("pageTitle")}
      text={t("pageText")}
      reference={digest === undefined ? undefined : t("reference", { ref: digest })}
    >
      <button type="button" className="btn" onClick={retry}>
        {t("retry")}
      </button>
    </EmptyState>
  );
}
