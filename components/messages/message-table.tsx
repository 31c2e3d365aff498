import Link from "next/link";
import { useTranslations } from "next-intl";
import { MessageBadge } from "#components/messages/message-badge";
import { MessageWhy } from "#components/messages/message-why";
import { PhoneNumber } from "#components/messages/phone-number";
import { Moment } from "#components/ui/moment";
import { type Column, Table } from "#components/ui/table";
import type { Msisdn } from "#lib/domain/contacts/model";
import type { MessageState } from "#lib/domain/messages/model";
import type { MessageSource } from "#lib/domain/messages/schema";

/** What a list shows of a message. `body` is null for a member who may not read texts. */
export interface ShownMessage {
  publicId: string;
  msisdn: Msisdn | null;
  state: MessageState;
  reason: string | null;
  providerCode: string | null;
  sender: string;
  source: MessageSource;
  body: string | null;
  parts: number;
  stateAt: Date;
  campaignName: string | null;
}

interface MessageTableProps {
  caption: string;
  rows: readonly ShownMessage[];
  wholeNumbers: boolean;
  /** Time zone of the workspace. */
  zone: string;
  /** Address that opens the panel of a message. */
  hrefOf: (publicId: string) => string;
  openId: string | undefined;
  /** `campaign` leaves out what all rows share: text, source, sender. */
  kind: "campaign" | "workspace";
}

/** Messages, one a row; the number opens the details. */
export function MessageTable({ caption, rows, wholeNumbers, zone, hrefOf, openId, kind }: MessageTableProps) {
  const t = useTranslations("messages.column");
  const number: Column<ShownMessage> = {
    key: "number",
    header: t("number"),
    cell: (row) => (
      <Link className="t" href={hrefOf(row.publicId)} scroll={false} prefetch={false}>
        <PhoneNumber msisdn={row.msisdn} whole={wholeNumbers} />
      </Link>
    ),
  };
  const state: Column<ShownMessage> = {
    key: "state",
    header: t("state"),
    cell: (row) => <MessageBadge state={row.state} />,
    onPhone: "end",
  };
  const time: Column<ShownMessage> = {
    key: "time",
    header: t("time"),
    cell: (row) => <Moment at={row.stateAt} zone={zone} muted />,
    onPhone: "hidden",
  };
  const parts: Column<ShownMessage> = {
    key: "parts",
    header: t("parts"),
    cell: (row) => row.parts,
    align: "end",
    onPhone: "hidden",
  };
  const columns: Column<ShownMessage>[] =
    kind === "campaign"
      ? [
          number,
          state,
          { key: "why", header: t("why"), cell: (row) => <WhyCell row={row} />, onPhone: "full" },
          parts,
          { ...time, header: t("changed"), align: "end" },
        ]
      : [
          time,
          number,
          state,
          { key: "text", header: t("text"), width: "46%", cell: (row) => <TextCell row={row} />, onPhone: "full" },
          // The panel says both, and takes their room.
          ...(openId === undefined
            ? [{ key: "sender", header: t("sender"), cell: senderOf, onPhone: "hidden" } as const, parts]
            : []),
        ];
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.publicId}
      isSelected={(row) => row.publicId === openId}
      dense={kind === "workspace"}
    />
  );
}

const senderOf = (row: ShownMessage) => row.sender;

function WhyCell({ row }: { row: ShownMessage }) {
  return (
    <span className="muted">
      <MessageWhy state={row.state} reason={row.reason} providerCode={row.providerCode} />
    </span>
  );
}

function TextCell({ row }: { row: ShownMessage }) {
  const t = useTranslations("messages");
  return (
    <div className="clip">
      <div className="trunc">{row.body ?? t("panel.hidden")}</div>
      <div className="s trunc">{row.campaignName ?? t(`source.${row.source}`)}</div>
    </div>
  );
}
