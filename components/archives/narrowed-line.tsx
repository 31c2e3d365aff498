import { useFormatter, useTranslations } from "next-intl";
import type { Narrowed } from "#lib/domain/archives/model";
import { useFilterWords } from "../messages/filter-words.ts";

interface Condition {
  readonly label: string;
  readonly value: string;
}

/** Which rows of a list a file has, in words. */
export function NarrowedLine({ narrowed }: { narrowed: Narrowed }) {
  if (narrowed.of === "messages") return <OfMessages {...narrowed} />;
  return narrowed.of === "audit" ? <OfAudit {...narrowed} /> : <OfContacts {...narrowed} />;
}

function OfMessages({ filter }: Extract<Narrowed, { of: "messages" }>) {
  const t = useTranslations("messages");
  const words = useFilterWords(filter);
  const state = filter.view === "all" ? [] : [{ label: t("column.state"), value: t(`view.${filter.view}`) }];
  return <Line conditions={[...state, ...words]} />;
}

function OfAudit({ filter: { area, person, from, to } }: Extract<Narrowed, { of: "audit" }>) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const day = (text: string) => format.dateTime(new Date(text), "date", { timeZone: "UTC" });
  const conditions = [
    area === undefined ? null : { label: t("filter.label"), value: t(`area.${area}`) },
    person === undefined ? null : { label: t("filter.person"), value: person },
    from === undefined ? null : { label: t("filter.from"), value: day(from) },
    to === undefined ? null : { label: t("filter.to"), value: day(to) },
  ];
  return <Line conditions={conditions.filter((one) => one !== null)} />;
}

function OfContacts({ filter }: Extract<Narrowed, { of: "contacts" }>) {
  const t = useTranslations("contacts.search");
  const conditions = (["search", "tag", "segment"] as const).flatMap((key) => {
    const value = filter[key];
    return value === undefined ? [] : [{ label: t(key === "search" ? "label" : key), value }];
  });
  return <Line conditions={conditions} />;
}

function Line({ conditions }: { conditions: readonly Condition[] }) {
  const t = useTranslations("exports.narrowed");
  const words = conditions.map(({ label, value }) => `${label}: ${value === "" ? t("gone") : value}`);
  return <span className="block sm muted wrap-anywhere">{words.length === 0 ? t("none") : words.join(" · ")}</span>;
}
