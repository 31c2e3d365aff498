import { getTranslations } from "next-intl/server";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Moment } from "#components/ui/moment";
import { type Column, Table } from "#components/ui/table";
import type { SecurityLine } from "#lib/domain/accounts/account-queries";
import { deviceName } from "#lib/domain/accounts/device-name";

/** What last happened to the safety of the account. */
export async function EventsCard({ events }: { events: readonly SecurityLine[] }) {
  const t = await getTranslations("account.events");
  const devices = await getTranslations("account.devices");
  const columns: Column<SecurityLine>[] = [
    {
      key: "what",
      header: t("what"),
      onPhone: "full",
      cell: ({ kind, subject }) => (subject === null ? t(kind) : `${t(kind)}: ${subject}`),
    },
    {
      key: "device",
      header: devices("device"),
      onPhone: "labelled",
      cell: ({ userAgent }) => {
        const name = deviceName(userAgent);
        return <span className="muted">{name === null ? devices("unknown") : devices("on", { ...name })}</span>;
      },
    },
    {
      key: "when",
      header: t("when"),
      align: "end",
      onPhone: "labelled",
      cell: ({ at }) => <Moment at={at} muted />,
    },
  ];
  return (
    <Card id="events">
      <CardHeader title={t("title")} />
      <CardBody>
        <p className="sm muted">{events.length === 0 ? t("none") : t("text")}</p>
      </CardBody>
      {events.length > 0 && <Table caption={t("title")} columns={columns} rows={events} rowKey={({ id }) => id} />}
    </Card>
  );
}
