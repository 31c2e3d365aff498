import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { TextField } from "#components/ui/input";
import { LinkButton } from "#components/ui/link-button";
import { SegmentedLinks } from "#components/ui/segmented";
import { consentAddress, isNarrowed } from "#lib/domain/consent/address";
import { consentStatuses } from "#lib/domain/consent/model";
import type { ConsentFilter } from "#lib/domain/consent/schema";

/** Narrows the list: the choice lands in the address. */
export function SearchForm({ path, filter }: { path: string; filter: ConsentFilter }) {
  const t = useTranslations("consent");
  return (
    <div className="filters items-end justify-between">
      <form action={path} method="get" className="filters items-end">
        {filter.tab !== "consents" && <input type="hidden" name="tab" value={filter.tab} />}
        {filter.status !== undefined && <input type="hidden" name="status" value={filter.status} />}
        <TextField
          label={t("search.number")}
          name="number"
          inputMode="tel"
          autoComplete="off"
          defaultValue={filter.number ?? ""}
        />
        <Button type="submit">{t("search.apply")}</Button>
        {isNarrowed(filter) && (
          <LinkButton look="quiet" href={consentAddress(path, filter, { number: null, status: null })}>
            {t("search.clear")}
          </LinkButton>
        )}
      </form>
      {filter.tab === "consents" && (
        <SegmentedLinks
          label={t("column.status")}
          items={[undefined, ...consentStatuses].map((status) => ({
            href: consentAddress(path, filter, { status }),
            label: t(status === undefined ? "status.all" : `status.${status}`),
            isCurrent: filter.status === status,
          }))}
        />
      )}
    </div>
  );
}
