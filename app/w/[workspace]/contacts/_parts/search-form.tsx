import X from "lucide-react/icons/x";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { LinkButton } from "#components/ui/link-button";
import { SelectField } from "#components/ui/select";
import { contactsAddress, isNarrowed } from "#lib/domain/contacts/address";
import type { ContactFilter } from "#lib/domain/contacts/schema";

interface SearchFormProps {
  path: string;
  filter: ContactFilter;
  tags: readonly string[];
  /** Name of the segment that the list is narrowed to. */
  segment?: string | undefined;
}

/** Narrows the list: the choice lands in the address. */
export function SearchForm({ path, filter, tags, segment }: SearchFormProps) {
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
      {segment !== undefined && <input type="hidden" name="segment" value={filter.segment} />}
      <Button type="submit">{t("apply")}</Button>
      {isNarrowed(filter) && (
        <LinkButton look="quiet" href={path}>
          {t("clear")}
        </LinkButton>
      )}
      {segment !== undefined && (
        <Link
          className="chip"
          href={contactsAddress(path, filter, { segment: null })}
          aria-label={t("dropSegment")}
          scroll={false}
        >
          {t("segment")} <b>{segment}</b>
          <Icon of={X} size="small" />
        </Link>
      )}
    </form>
  );
}
