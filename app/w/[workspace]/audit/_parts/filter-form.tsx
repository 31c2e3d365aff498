import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { TextField } from "#components/ui/input";
import { SelectField } from "#components/ui/select";
import type { AuditFilter } from "#lib/domain/audit/schema";

interface FilterFormProps {
  action: string;
  filter: AuditFilter;
  /** Empty for whoever sees the own acts only. */
  people: readonly { id: string; name: string }[];
}

/** The filters of the history as an ordinary form: the choice lands in the address. */
export function FilterForm({ action, filter, people }: FilterFormProps) {
  const t = useTranslations("audit.filter");
  const names = [{ value: "", label: t("all") }, ...people.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <form action={action} method="get" className="filters items-end">
      {filter.area !== undefined && <input type="hidden" name="area" value={filter.area} />}
      {people.length > 0 && (
        <SelectField label={t("person")} name="person" defaultValue={filter.person ?? ""} options={names} />
      )}
      <TextField label={t("from")} type="date" name="from" defaultValue={filter.from ?? ""} />
      <TextField label={t("to")} type="date" name="to" defaultValue={filter.to ?? ""} />
      <Button type="submit">{t("apply")}</Button>
    </form>
  );
}
