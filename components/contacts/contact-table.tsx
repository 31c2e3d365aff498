import Link from "next/link";
import { useTranslations } from "next-intl";
import { PhoneNumber } from "#components/messages/phone-number";
import { Moment } from "#components/ui/moment";
import { Table } from "#components/ui/table";
import { Tag } from "#components/ui/tag";
import type { ContactRow } from "#lib/domain/contacts/contact";
import { StandingBadge } from "./standing-badge.tsx";

interface ContactTableProps {
  rows: readonly ContactRow[];
  wholeNumbers: boolean;
  /** IANA zone of the workspace. */
  zone: string;
  /** Said of another choice of contacts than the page of all. */
  caption?: string | undefined;
  /** Where a row leads. */
  hrefOf: (id: string) => string;
}

/** Contacts, one a row, each a way to its page. */
export function ContactTable({ rows, wholeNumbers, zone, caption, hrefOf }: ContactTableProps) {
  const t = useTranslations("contacts");
  return (
    <Table
      caption={caption ?? t("caption")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "person",
          header: t("column.person"),
          cell: (row) => (
            <span>
              <Link className="strong wrap-anywhere" href={hrefOf(row.id)}>
                {row.name === "" ? t("noName") : row.name}
              </Link>
              <span className="s block">
                <PhoneNumber msisdn={row.msisdn} whole={wholeNumbers} />
              </span>
            </span>
          ),
        },
        {
          key: "standing",
          header: t("column.standing"),
          cell: (row) => (
            <span className="row wrap">
              <StandingBadge consent={row.consent} isSuppressed={row.isSuppressed} />
              {row.listType !== null && <Tag>{t(`list.${row.listType}`)}</Tag>}
            </span>
          ),
          onPhone: "end",
        },
        {
          key: "tags",
          header: t("column.tags"),
          cell: (row) => (
            <span className="row wrap">
              {row.tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </span>
          ),
          width: "36%",
          onPhone: "full",
        },
        {
          key: "source",
          header: t("column.source"),
          cell: (row) => t(`source.${row.source}`),
          onPhone: "labelled",
        },
        {
          key: "added",
          header: t("column.added"),
          cell: (row) => <Moment at={row.createdAt} as="date" zone={zone} />,
          onPhone: "labelled",
        },
      ]}
    />
  );
}
