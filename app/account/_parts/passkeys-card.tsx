import { getTranslations } from "next-intl/server";
import { AddPasskey, PasskeyButtons } from "#components/accounts/passkey-controls";
import { Card, CardBody, CardFooter, CardHeader } from "#components/ui/card";
import { Moment } from "#components/ui/moment";
import { type Column, Table } from "#components/ui/table";
import type { ShownPasskey } from "#lib/domain/accounts/account-queries";
import { addPasskeyAction, beginPasskeyAction, removePasskeyAction, renamePasskeyAction } from "../safety-actions";

interface PasskeysCardProps {
  passkeys: readonly ShownPasskey[];
  /** Whether the address of this instance can have passkeys. */
  isAble: boolean;
}

/** The passkeys of a person. */
export async function PasskeysCard({ passkeys, isAble }: PasskeysCardProps) {
  const t = await getTranslations("account.passkeys");
  const columns: Column<ShownPasskey>[] = [
    { key: "name", header: t("name"), onPhone: "full", cell: ({ name }) => name },
    {
      key: "since",
      header: t("since"),
      onPhone: "labelled",
      cell: ({ createdAt }) => <Moment at={createdAt} muted />,
    },
    {
      key: "used",
      header: t("used"),
      onPhone: "labelled",
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? <span className="muted">{t("never")}</span> : <Moment at={lastUsedAt} muted />,
    },
    {
      key: "actions",
      header: t("actions"),
      hideHeader: true,
      align: "end",
      onPhone: "full",
      width: "fit",
      cell: ({ id, name }) => (
        <PasskeyButtons id={id} name={name} rename={renamePasskeyAction} remove={removePasskeyAction} />
      ),
    },
  ];
  return (
    <Card id="passkeys">
      <CardHeader title={t("title")} count={passkeys.length === 0 ? undefined : passkeys.length} />
      <CardBody className="stack">
        <p className="sm muted">{isAble ? t("text") : t("unable")}</p>
        {passkeys.length === 0 && isAble && <p>{t("none")}</p>}
      </CardBody>
      {passkeys.length > 0 && <Table caption={t("title")} columns={columns} rows={passkeys} rowKey={({ id }) => id} />}
      {isAble && (
        <CardFooter>
          <AddPasskey ask={beginPasskeyAction} take={addPasskeyAction} />
        </CardFooter>
      )}
    </Card>
  );
}
