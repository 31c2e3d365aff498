import { useTranslations } from "next-intl";
import { InviteActions } from "#components/team/invite-actions";
import { Badge } from "#components/ui/badge";
import { type Column, Table } from "#components/ui/table";
import type { InviteRow } from "#lib/domain/team/member";
import type { TeamAction } from "./team-actions.ts";

interface InviteTableProps {
  invites: readonly InviteRow[];
  now: Date;
  resend: TeamAction;
  revoke: TeamAction;
}

const DAY_MS = 24 * 60 * 60_000;

/** The invitations nobody has answered yet. */
export function InviteTable({ invites, now, resend, revoke }: InviteTableProps) {
  const t = useTranslations("team.invites");
  const roles = useTranslations("workspaces.role");
  const columns: Column<InviteRow>[] = [
    {
      key: "email",
      header: t("email"),
      onPhone: "full",
      cell: ({ email, by }) => (
        <>
          <span className="t wrap-anywhere block">{email}</span>
          <span className="s block">{t("by", { name: by })}</span>
        </>
      ),
    },
    { key: "role", header: t("role"), cell: ({ role }) => roles(role) },
    {
      key: "state",
      header: t("state"),
      onPhone: "end",
      cell: ({ state, expiresAt }) =>
        state === "expired" ? (
          <Badge tone="warn">{t("expired")}</Badge>
        ) : (
          <Badge tone="info">{t("open", { days: Math.floor((expiresAt.getTime() - now.getTime()) / DAY_MS) })}</Badge>
        ),
    },
    {
      ...{ key: "actions", header: t("actions"), hideHeader: true, align: "end", width: "fit", onPhone: "full" },
      cell: ({ id, email, state, isTouchable }) =>
        isTouchable && (
          <InviteActions inviteId={id} email={email} isExpired={state === "expired"} resend={resend} revoke={revoke} />
        ),
    },
  ];
  return <Table caption={t("title")} columns={columns} rows={invites} rowKey={({ id }) => id} />;
}
