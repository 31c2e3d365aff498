import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { NoRows } from "#components/ui/no-rows";
import { furtherAddress, messageAddress } from "#lib/domain/messages/address";
import type { MessageFilter } from "#lib/domain/messages/schema";

interface NothingHereProps {
  path: string;
  filter: MessageFilter;
  page: Parameters<typeof furtherAddress>[2];
  /** What is said when the whole list is empty. */
  children: ReactNode;
}

/** A page without messages: a search that can go on, a place behind the last message, or a list that has none. */
export function NothingHere({ path, filter, page, children }: NothingHereProps) {
  const t = useTranslations("messages");
  const further = furtherAddress(path, filter, page);
  if (further !== undefined) {
    return (
      <EmptyState heading="h2" title={t("soFar.title")} text={t("soFar.text")}>
        <LinkButton look="primary" href={further} scroll={false}>
          {t("soFar.action")}
        </LinkButton>
      </EmptyState>
    );
  }
  return (
    <NoRows place={filter} firstHref={messageAddress(path, filter, { view: filter.view })}>
      {children}
    </NoRows>
  );
}
