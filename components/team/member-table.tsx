import Check from "lucide-react/icons/check";
import ShieldAlert from "lucide-react/icons/shield-alert";
import ShieldCheck from "lucide-react/icons/shield-check";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CapButton } from "#components/team/cap-button";
import { MemberMenu } from "#components/team/member-menu";
import { MemberSwitch } from "#components/team/member-switch";
import { RoleMenu } from "#components/team/role-menu";
import { Avatar } from "#components/ui/avatar";
import { Icon } from "#components/ui/icon";
import { type Column, Table } from "#components/ui/table";
import type { MemberRow } from "#lib/domain/team/member";
import {
  grantableRoles,
  hasCap,
  isAlwaysOn,
  type Role,
  reaches,
  type SwitchName,
  switchesOf,
  switchNames,
} from "#lib/domain/team/model";
import type { MemberActions } from "./team-actions.ts";

interface MemberTableProps {
  members: readonly MemberRow[];
  /** Role of the one who looks. */
  viewer: Role;
  workspace: string;
  zone: string;
  now: Date;
  actions: MemberActions;
}

/** The members with what each may do, for those who manage the team. */
export function MemberTable({ members, viewer, workspace, zone, now, actions }: MemberTableProps) {
  const t = useTranslations("team.members");
  const owners = members.filter((member) => member.role === "owner").length;
  const isTouchable = ({ role }: MemberRow) => reaches(viewer, role);
  const columns: Column<MemberRow>[] = [
    { key: "person", header: t("person"), cell: (member) => <Person member={member} withEmail /> },
    {
      key: "role",
      header: t("role"),
      onPhone: "labelled",
      cell: (member) => (
        <MemberRole
          member={member}
          // The own role changes by handing over or leaving, and an only owner has no other.
          choices={isTouchable(member) && !member.isOneself ? grantableRoles(viewer) : []}
          change={actions.changeRole}
        />
      ),
    },
    ...switchNames.map((what) => switchColumn(what, t(what), isTouchable, actions)),
    {
      key: "cap",
      header: t("cap"),
      align: "end",
      onPhone: "labelled",
      cell: (member) => <Cap member={member} isOpen={isTouchable(member) && !member.isOneself} set={actions.setCap} />,
    },
    {
      key: "factor",
      header: t("secondFactor"),
      onPhone: "labelled",
      cell: ({ hasSecondFactor }) => (
        <span className="row sm nowrap">
          <Icon of={hasSecondFactor ? ShieldCheck : ShieldAlert} size="small" tone={hasSecondFactor ? "ok" : "warn"} />
          {t(hasSecondFactor ? "on" : "off")}
        </span>
      ),
    },
    {
      key: "seen",
      header: t("seen"),
      align: "end",
      onPhone: "labelled",
      cell: (member) => <Seen at={member.lastSeenAt} zone={zone} now={now} />,
    },
    {
      ...{ key: "actions", header: t("actions"), hideHeader: true, align: "end", width: "fit", onPhone: "corner" },
      cell: (member) =>
        isTouchable(member) && !member.isOneself && (owners > 1 || member.role !== "owner") ? (
          <MemberMenu
            memberId={member.id}
            name={member.name}
            workspace={workspace}
            remove={actions.remove}
            transfer={viewer === "owner" && member.role !== "owner" ? actions.transfer : undefined}
          />
        ) : null,
    },
  ];
  return <Table caption={t("title")} columns={columns} rows={members} rowKey={(member) => member.id} />;
}

/** The members by name and role, for those who do not manage the team. */
export function MemberList({ members }: { members: readonly MemberRow[] }) {
  const t = useTranslations("team.members");
  const roles = useTranslations("workspaces.role");
  const columns: Column<MemberRow>[] = [
    { key: "person", header: t("person"), cell: (member) => <Person member={member} /> },
    { key: "role", header: t("role"), onPhone: "end", cell: (member) => roles(member.role) },
  ];
  return <Table caption={t("title")} columns={columns} rows={members} rowKey={(member) => member.id} />;
}

function Person({ member, withEmail }: { member: MemberRow; withEmail?: boolean }) {
  const t = useTranslations("team.members");
  const under = [...(member.isOneself ? [t("you")] : []), ...(withEmail ? [member.email] : [])].join(" · ");
  return (
    <span className="row row-3">
      <Avatar name={member.name} />
      <span className="min-w-0">
        <span className="t trunc block">{member.name}</span>
        {under !== "" && <span className="s wrap-anywhere block">{under}</span>}
      </span>
    </span>
  );
}

function MemberRole({
  member,
  choices,
  change,
}: {
  member: MemberRow;
  choices: readonly Role[];
  change: MemberActions["changeRole"];
}) {
  const roles = useTranslations("workspaces.role");
  if (choices.length === 0) return roles(member.role);
  const { id, name, role } = member;
  return <RoleMenu key={role} memberId={id} name={name} role={role} choices={choices} change={change} />;
}

function switchColumn(
  what: SwitchName,
  header: string,
  isTouchable: (member: MemberRow) => boolean,
  { setSwitches }: MemberActions,
): Column<MemberRow> {
  const cell = (member: MemberRow): ReactNode => {
    const { id, name, role } = member;
    if (!switchesOf(role).includes(what) || !isTouchable(member)) return <Fixed role={role} />;
    const isOn = member[what];
    return (
      <MemberSwitch key={String(isOn)} memberId={id} name={name} what={what} isOn={isOn} setSwitches={setSwitches} />
    );
  };
  return { key: what, header, cell, onPhone: "labelled" };
}

function Fixed({ role }: { role: Role }) {
  const t = useTranslations("team.members");
  if (!isAlwaysOn(role)) {
    return (
      <span className="muted" title={t("never")}>
        <span aria-hidden="true">–</span>
        <span className="vh">{t("never")}</span>
      </span>
    );
  }
  return (
    <span className="row sm muted">
      <Icon of={Check} size="small" />
      {t("always")}
    </span>
  );
}

function Cap({ member, isOpen, set }: { member: MemberRow; isOpen: boolean; set: MemberActions["setCap"] }) {
  const t = useTranslations("team.members");
  const { id, name, role, dailyCap } = member;
  if (isOpen && hasCap(role)) return <CapButton key={dailyCap} memberId={id} name={name} cap={dailyCap} setCap={set} />;
  if (role === "viewer") return <Fixed role={role} />;
  return dailyCap === null ? t("noCap") : t("people", { count: dailyCap });
}

function Seen({ at, zone, now }: { at: Date | null; zone: string; now: Date }) {
  const t = useTranslations("team.members");
  const format = useFormatter();
  if (at === null) return <span className="muted">{t("notYet")}</span>;
  return (
    <time className="muted nowrap" dateTime={at.toISOString()} title={format.dateTime(at, "exact", { timeZone: zone })}>
      {format.relativeTime(at, now)}
    </time>
  );
}
