import { useTranslations } from "next-intl";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";

/** A search that found nothing among the messages it looked at, and the way to look further. */
export function NothingSoFar({ href }: { href: string }) {
  const t = useTranslations("messages.soFar");
  return (
    <EmptyState heading="h2" title={t("title")} text={t("text")}>
      <LinkButton look="primary" href={href} scroll={false}>
        {t("action")}
      </LinkButton>
    </EmptyState>
  );
}
