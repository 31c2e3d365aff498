import { getFormatter, getTranslations } from "next-intl/server";
import { ReasonButton } from "#components/instance/reason-button";
import { Badge } from "#components/ui/badge";
import { type Column, Table } from "#components/ui/table";
import { Tag } from "#components/ui/tag";
import type { UserLine } from "#lib/domain/instance/queries";
import { disableUserAction, enableUserAction } from "../../actions";

/** The accounts of the instance; one's own cannot be switched off from here. */
export async function UserTable({ users, ownId }: { users: readonly UserLine[]; ownId: string }) {
  const t = await getTranslations("instance.users");
  const format = await getFormatter();
  const moment = (at: Date | null) => (
    <span className="num nowrap muted">{at === null ? "–" : format.dateTime(at, "date")}</span>
  );
  const columns: Column<UserLine>[] = [
    {
      key: "person",
      header: t("person"),
      onPhone: "full",
      cell: ({ name, email, isOperator }) => (
        <>
          <span className="row wrap">
            {name}
            {isOperator && <Tag>{t("operator")}</Tag>}
          </span>
          <p className="sm muted wrap-anywhere">{email}</p>
        </>
      ),
    },
    {
      key: "state",
      header: t("state"),
      onPhone: "labelled",
      cell: ({ disabledAt }) => (
        <Badge tone={disabledAt === null ? "ok" : "bad"}>{t(disabledAt === null ? "on" : "off")}</Badge>
      ),
    },
    { key: "seen", header: t("seen"), onPhone: "labelled", cell: (u) => moment(u.lastSeenAt) },
    { key: "since", header: t("since"), onPhone: "labelled", cell: (u) => moment(u.createdAt) },
    {
      key: "change",
      header: t("change"),
      hideHeader: true,
      align: "end",
      onPhone: "full",
      width: "fit",
      cell: (user) => user.id !== ownId && <ChangeButton user={user} />,
    },
  ];
  return <Table caption={t("title")} columns={columns} rows={users} rowKey={({ id }) => id} />;
}

async function ChangeButton({ user: { id, name, email, disabledAt } }: { user: UserLine }) {
  const t = await getTranslations("instance.users");
  const kind = disabledAt === null ? "disable" : "enable";
  return (
    <ReasonButton
      label={t(`${kind}.label`)}
      ariaLabel={t(`${kind}.labelOf`, { email })}
      button={{ small: true, look: disabledAt === null ? "quiet-danger" : "secondary" }}
      look={disabledAt === null ? "danger" : "primary"}
      title={t(`${kind}.title`, { name })}
      text={t(`${kind}.text`)}
      done={t(`${kind}.done`, { name })}
      hidden={{ userId: id }}
      action={disabledAt === null ? disableUserAction : enableUserAction}
    />
  );
}
