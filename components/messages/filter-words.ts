import { useFormatter, useTranslations } from "next-intl";
import { isNarrowedBy, narrowing } from "#lib/domain/messages/address";
import type { MessageFilter } from "#lib/domain/messages/schema";

/** What narrows a list of messages besides the group of states, in words. */
export function useFilterWords(filter: MessageFilter, connections: readonly { id: string; name: string }[] = []) {
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
  return narrowing.flatMap((key) => {
    const value = words[key];
    if (value === undefined || !isNarrowedBy(filter, key)) return [];
    return [{ key, label: key === "number" ? t("column.number") : t(`filter.${key}`), value }];
  });
}
