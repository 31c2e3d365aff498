import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { TextField } from "#components/ui/input";
import { LinkButton } from "#components/ui/link-button";
import { SelectField } from "#components/ui/select";
import { isNarrowed } from "#lib/domain/contacts/address";
import type { ContactFilter } from "#lib/domain/contacts/schema";

interface SearchFormProps {
  path: string;
  filter: ContactFilter;
  tags: readonly string[];
}

/** Narrows the list: the choice lands in the address. */
export function SearchForm({ path, filter, tags }: SearchFormProps) {
  const t = useTranslations("contacts.search");
  const known = filter.tag === undefined || tags.includes(filter.tag) ? tags : [filter.tag, ...tags];
  return (
    <form action={path} method="get" className="filters items-end">
      <TextField label={t("label")} name="search" autoComplete="off" defaultValue={filter.search ?? ""} />
      {known.length > 0 && (
        <SelectField
          label={t("tag")}
          name="tag"
          defaultValue={filter.tag ?? ""}
          options={[{ value: "", label: t("anyTag") }, ...known.map((tag) => ({ value: tag, label: tag }))]}
        />
      )}
      <Button type="submit">{t("apply")}</Button>
      {isNarrowed(filter) && (
        <LinkButton look="quiet" href={path}>
          {t("clear")}
        </LinkButton>
      )}
    </form>
  );
}
