import X from "lucide-react/icons/x";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import { messageAddress, narrowing } from "#lib/domain/messages/address";
import type { MessageFilter } from "#lib/domain/messages/schema";

interface FilterChipsProps {
  path: string;
  filter: MessageFilter;
  connections?: readonly { id: string; name: string }[] | undefined;
}

/** What narrows a list of messages, each with the way to look without it. */
export function FilterChips({ path, filter, connections = [] }: FilterChipsProps) {
  const t = useTranslations("messages");
  const operatorNames = useTranslations("report.operator");
  const format = useFormatter();
  const day = (text: string | undefined) =>
    text === undefined ? undefined : format.dateTime(new Date(text), "date", { timeZone: "UTC" });
  const words: Readonly<Record<(typeof narrowing)[number], string | undefined>> = {
    number: filter.number,
    source: filter.source && t(`source.${filter.source}`),
    sender: filter.sender,
    connection: connections.find(({ id }) => id === filter.connection)?.name ?? filter.connection,
    operator: filter.operator && operatorNames(filter.operator),
    reason: filter.reason && t(`reason.${filter.reason}`),
    code: filter.code,
    parts: filter.parts === undefined ? undefined : t("filter.partCount", { n: filter.parts }),
    from: day(filter.from),
    to: day(filter.to),
  };
  const active = narrowing.flatMap((key) => {
    const value = words[key];
    return value === undefined || value === "" ? [] : [{ key, value }];
  });
  if (active.length === 0) return null;
  return (
    <ul className="row wrap" aria-label={t("filter.active")}>
      {active.map(({ key, value }) => (
        <li key={key}>
          <Link className="chip on" href={messageAddress(path, filter, { [key]: undefined })} scroll={false}>
            <VisuallyHidden>{t("filter.without")} </VisuallyHidden>
            {key === "number" ? t("column.number") : t(`filter.${key}`)} <b>{value}</b>
            <Icon of={X} size="small" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
