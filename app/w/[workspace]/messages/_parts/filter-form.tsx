import Filter from "lucide-react/icons/sliders-horizontal";
import { useTranslations } from "next-intl";
import { NumberSearch } from "#components/messages/number-search";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { SelectField } from "#components/ui/select";
import { operators } from "#lib/domain/messages/operator";
import { type MessageFilter, messageReasons, messageSources } from "#lib/domain/messages/schema";

interface FilterFormProps {
  action: string;
  filter: MessageFilter;
  senders: readonly string[];
  connections: readonly { id: string; name: string }[];
}

/** The filters of the log as an ordinary form: the choice lands in the address. */
export function FilterForm({ action, filter, senders, connections }: FilterFormProps) {
  const t = useTranslations("messages");
  const operatorNames = useTranslations("report.operator");
  const all = { value: "", label: t("filter.all") };
  const sources = [all, ...messageSources.map((source) => ({ value: source, label: t(`source.${source}`) }))];
  const reasons = [all, ...messageReasons.map((reason) => ({ value: reason, label: t(`reason.${reason}`) }))];
  const names = [all, ...senders.map((name) => ({ value: name, label: name }))];
  const accounts = [all, ...connections.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <form action={action} method="get" className="filters items-end">
      {filter.view !== "all" && <input type="hidden" name="view" value={filter.view} />}
      <NumberSearch filter={filter} />
      <Button type="submit">{t("filter.apply")}</Button>
      <details className="more-filters">
        <summary className="chip chip-add">
          <Icon of={Filter} size="small" />
          {t("filter.more")}
        </summary>
        <div className="filter-grid">
          <SelectField label={t("filter.source")} name="source" defaultValue={filter.source ?? ""} options={sources} />
          {connections.length > 1 && (
            <SelectField
              label={t("filter.connection")}
              name="connection"
              defaultValue={filter.connection ?? ""}
              options={accounts}
            />
          )}
          {senders.length > 0 && (
            <SelectField label={t("filter.sender")} name="sender" defaultValue={filter.sender ?? ""} options={names} />
          )}
          <SelectField
            label={t("filter.operator")}
            name="operator"
            defaultValue={filter.operator ?? ""}
            options={[all, ...operators.map((operator) => ({ value: operator, label: operatorNames(operator) }))]}
          />
          <SelectField label={t("filter.reason")} name="reason" defaultValue={filter.reason ?? ""} options={reasons} />
          <TextField
            label={t("filter.code")}
            name="code"
            autoComplete="off"
            spellCheck={false}
            defaultValue={filter.code ?? ""}
          />
          <TextField label={t("filter.from")} type="date" name="from" defaultValue={filter.from ?? ""} />
          <TextField label={t("filter.to")} type="date" name="to" defaultValue={filter.to ?? ""} />
          <Button type="submit" className="self-end justify-self-start">
            {t("filter.show")}
          </Button>
        </div>
      </details>
    </form>
  );
}
