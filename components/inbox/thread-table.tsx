import { useTranslations } from "next-intl";
import { PersonLink } from "#components/consent/person-link";
import { Badge } from "#components/ui/badge";
import { EmptyState } from "#components/ui/empty-state";
import { Moment } from "#components/ui/moment";
import { Table } from "#components/ui/table";
import type { ThreadRow } from "#lib/domain/inbox/model";

interface ThreadTableProps {
  threads: readonly ThreadRow[];
  path: string;
  wholeNumbers: boolean;
  zone: string;
}

/** Who wrote, the newest first. */
export function ThreadTable({ threads, path, wholeNumbers, zone }: ThreadTableProps) {
  const t = useTranslations("inbox");
  if (threads.length === 0) {
    return (
      <div className="card">
        <EmptyState heading="h2" title={t("empty.title")} text={t("empty.text")} />
      </div>
    );
  }
  return (
    <div className="card">
      <Table
        caption={t("caption")}
        rows={threads.map((thread, at) => ({ ...thread, key: String(at) }))}
        rowKey={({ key }) => key}
        columns={[
          {
            key: "who",
            header: t("column.who"),
            cell: ({ msisdn, person }) => <PersonLink {...{ msisdn, person, path, whole: wholeNumbers }} />,
          },
          {
            key: "state",
            header: t("column.state"),
            onPhone: "end",
            cell: ({ unread, hasOptedOut, assignee }) => (
              <span className="row wrap">
                {unread > 0 && <Badge tone="info">{t("unread", { count: unread })}</Badge>}
                {hasOptedOut && <Badge tone="bad">{t("refused")}</Badge>}
                {assignee !== null && <Badge>{assignee}</Badge>}
              </span>
            ),
          },
          {
            key: "text",
            header: t("column.text"),
            cell: ({ text }) => <span className="wrap-anywhere">{text}</span>,
            width: "50%",
            onPhone: "full",
          },
          {
            key: "at",
            header: t("column.at"),
            cell: ({ receivedAt }) => <Moment at={receivedAt} zone={zone} />,
            onPhone: "labelled",
          },
        ]}
      />
    </div>
  );
}
