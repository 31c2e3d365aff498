import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { TextField } from "#components/ui/input";
import { SelectField } from "#components/ui/select";
import { type MessageFilter, messageSources } from "#lib/domain/messages/schema";

interface FilterFormProps {
  action: string;
  filter: MessageFilter;
  senders: readonly string[];
}

/** The filters of the log as an ordinary form: the choice lands in the address. */
export function FilterForm({ action, filter, senders }: FilterFormProps) {
  const t = useTranslations("messages");
  const all = { value: "", label: t("filter.all") };
  const sources = [all, ...messageSources.map((source) => ({ value: source, label: t(`source.${source}`) }))];
  const names = [all, ...senders.map((name) => ({ value: name, label: name }))];
  const isNarrowed = [filter.source, filter.sender, filter.from, filter.to].some((value) => value !== undefined);
  return (
    <form action={action} method="get" className="stack stack-3">
      {filter.view !== "all" && <input type="hidden" name="view" value={filter.view} />}
      <div className="filters items-end">
        <TextField
          label={t("filter.number")}
          name="number"
          inputMode="tel"
          autoComplete="off"
          defaultValue={filter.number ?? ""}
        />
        <Button type="submit">{t("filter.apply")}</Button>
      </div>
      <details open={isNarrowed}>
        <summary className="lnk sm w-fit">{t("filter.more")}</summary>
        <div className="filters items-end">
          <SelectField label={t("filter.source")} name="source" defaultValue={filter.source ?? ""} options={sources} />
          {senders.length > 0 && (
            <SelectField label={t("filter.sender")} name="sender" defaultValue={filter.sender ?? ""} options={names} />
          )}
          <TextField label={t("filter.from")} type="date" name="from" defaultValue={filter.from ?? ""} />
          <TextField label={t("filter.to")} type="date" name="to" defaultValue={filter.to ?? ""} />
        </div>
      </details>
    </form>
  );
}
