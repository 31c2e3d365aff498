import { getFormatter, getTranslations } from "next-intl/server";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { KeyValues } from "#components/ui/key-values";
import type { StorageFacts } from "#lib/domain/instance/health-queries";
import type { MachineFacts } from "#lib/gate/machine";

const MEGABYTE = 1024 * 1024;

/** What it runs on and how much room there is. */
export async function StorageCard({ storage, machine }: { storage: StorageFacts; machine: MachineFacts }) {
  const t = await getTranslations("instance.storage");
  const format = await getFormatter();
  const size = (bytes: number) => t("megabytes", { size: format.number(bytes / MEGABYTE, "count") });
  const figure = (key: string, value: string) => ({ key, value: <span className="num">{value}</span> });
  return (
    <Card>
      <CardHeader title={t("title")} />
      <CardBody>
        <KeyValues
          items={[
            { ...figure("version", machine.version), term: t("version") },
            { ...figure("node", machine.node), term: "Node.js" },
            { ...figure("postgres", storage.postgres), term: "PostgreSQL" },
            { ...figure("migration", storage.migration), term: t("migration") },
            { ...figure("up", t("hours", { hours: Math.floor(machine.upSeconds / 3_600) })), term: t("up") },
            { ...figure("database", size(storage.databaseBytes)), term: t("database") },
            { ...figure("free", machine.freeBytes === null ? "–" : size(machine.freeBytes)), term: t("free") },
            ...storage.largest.map(({ name, bytes }) => ({ ...figure(name, size(bytes)), term: <code>{name}</code> })),
          ]}
        />
      </CardBody>
    </Card>
  );
}
