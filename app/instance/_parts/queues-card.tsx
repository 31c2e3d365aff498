import { getFormatter, getTranslations } from "next-intl/server";
import { Badge } from "#components/ui/badge";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { type Column, Table } from "#components/ui/table";
import type { QueueLine } from "#lib/domain/instance/health-queries";
import { queueHealth } from "#lib/domain/instance/model";
import { toneOf } from "./tone.ts";

/** Whether there is anything to see of a kind of work: something waits, or was given up. */
const isBusy = ({ waiting, failed, oldestMs }: QueueLine) => waiting > 0 || failed > 0 || oldestMs !== null;

/** How long work waits, kind by kind; of the kinds that have nothing waiting, the number. */
export async function QueuesCard({ queues }: { queues: readonly QueueLine[] }) {
  const t = await getTranslations("instance");
  const format = await getFormatter();
  const count = (value: number) => <span className="num">{format.number(value, "count")}</span>;
  const columns: Column<QueueLine>[] = [
    { key: "name", header: t("queues.name"), onPhone: "full", cell: (queue) => <code>{queue.name}</code> },
    {
      key: "state",
      header: t("state"),
      onPhone: "labelled",
      cell: ({ oldestMs }) => {
        const health = queueHealth(oldestMs);
        return <Badge tone={toneOf(health)}>{t(`queues.${health}`)}</Badge>;
      },
    },
    {
      key: "age",
      header: t("queues.age"),
      align: "end",
      onPhone: "labelled",
      cell: ({ oldestMs }) => (
        <span className="num">{oldestMs === null ? "–" : t("seconds", { seconds: Math.round(oldestMs / 1_000) })}</span>
      ),
    },
    {
      key: "waiting",
      header: t("queues.waiting"),
      align: "end",
      onPhone: "labelled",
      cell: ({ waiting }) => count(waiting),
    },
    {
      key: "failed",
      header: t("queues.failed"),
      align: "end",
      onPhone: "labelled",
      cell: ({ failed }) => count(failed),
    },
  ];
  const busy = queues.filter(isBusy);
  return (
    <Card>
      <CardHeader title={t("queues.title")} />
      {busy.length > 0 && (
        <Table caption={t("queues.title")} columns={columns} rows={busy} rowKey={({ name }) => name} />
      )}
      <CardBody>
        <p className="sm muted">{t("queues.idle", { count: queues.length - busy.length })}</p>
      </CardBody>
    </Card>
  );
}
