import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";

/** Where a page of a list that is read by key begins or ends; neither on the first page. */
interface ListPlace {
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

interface NoRowsProps {
  /** The place that the address names. */
  place: ListPlace;
  /** The first page of the same list. */
  firstHref: string;
  /** What is said when the whole list is empty. */
  children: ReactNode;
}

/** A page without rows: one behind the end of its list, whose rows are gone or never were, or a list that has none. */
export function NoRows({ place: { after, before }, firstHref, children }: NoRowsProps) {
  const t = useTranslations("common.pager.beyond");
  if ((after ?? before ?? null) === null) return children;
  return (
    <EmptyState heading="h2" title={t("title")} text={t("text")}>
      <LinkButton href={firstHref}>{t("action")}</LinkButton>
    </EmptyState>
  );
}
