import { Pager } from "#components/ui/pager";
import { consentAddress } from "#lib/domain/consent/address";
import type { ConsentFilter } from "#lib/domain/consent/schema";

interface ListPagerProps {
  path: string;
  filter: ConsentFilter;
  page: { readonly previous: string | null; readonly next: string | null };
}

/** Neighbours of a page; nothing under a list that fits on one. */
export function ListPager({ path, filter, page: { previous, next } }: ListPagerProps) {
  if (previous === null && next === null) return null;
  return (
    <Pager
      previousHref={previous === null ? undefined : consentAddress(path, filter, { before: previous })}
      nextHref={next === null ? undefined : consentAddress(path, filter, { after: next })}
    />
  );
}
