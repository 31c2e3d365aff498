import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { NoRows } from "#components/ui/no-rows";
import { Pager } from "#components/ui/pager";
import { consentAddress, isNarrowed } from "#lib/domain/consent/address";
import type { ConsentFilter } from "#lib/domain/consent/schema";

interface ListCardProps {
  path: string;
  filter: ConsentFilter;
  page: { readonly rows: readonly unknown[]; readonly previous: string | null; readonly next: string | null };
  /** The table; shown where there is somebody in it. */
  children: ReactNode;
}

/** A list with its neighbours, or why there is none. */
export async function ListCard({ path, filter, page: { rows, previous, next }, children }: ListCardProps) {
  const t = await getTranslations("consent");
  if (rows.length === 0) {
    const why = isNarrowed(filter) ? "search" : filter.tab === "suppression" ? "suppression" : "consents";
    return (
      <div className="card">
        <NoRows place={filter} firstHref={consentAddress(path, filter, {})}>
          <EmptyState heading="h2" title={t(`empty.${why}.title`)} text={t(`empty.${why}.text`)}>
            {why === "search" ? (
              <LinkButton href={consentAddress(path, filter, { number: null, status: null })}>
                {t("search.clear")}
              </LinkButton>
            ) : undefined}
          </EmptyState>
        </NoRows>
      </div>
    );
  }
  return (
    <div className="card">
      {children}
      {(previous !== null || next !== null) && (
        <Pager
          previousHref={previous === null ? undefined : consentAddress(path, filter, { before: previous })}
          nextHref={next === null ? undefined : consentAddress(path, filter, { after: next })}
        />
      )}
    </div>
  );
}
