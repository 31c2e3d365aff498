import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { TextField } from "#components/ui/input";
import { LinkButton } from "#components/ui/link-button";
import { consentAddress, isNarrowed } from "#lib/domain/consent/address";
import type { ConsentFilter } from "#lib/domain/consent/schema";

/** Looks for a number, as an ordinary form: the search lands in the address. */
export function SearchForm({ action, filter }: { action: string; filter: ConsentFilter }) {
  const t = useTranslations("consent.search");
  return (
    <form action={action} method="get" className="filters items-end">
      {filter.tab !== "consents" && <input type="hidden" name="tab" value={filter.tab} />}
      {filter.status !== undefined && <input type="hidden" name="status" value={filter.status} />}
      <TextField
        label={t("number")}
        name="number"
        inputMode="tel"
        autoComplete="off"
        defaultValue={filter.number ?? ""}
      />
      <Button type="submit">{t("apply")}</Button>
      {isNarrowed(filter) && (
        <LinkButton look="quiet" href={consentAddress(action, filter, { number: null, status: null })}>
          {t("clear")}
        </LinkButton>
      )}
    </form>
  );
}
