import { getFormatter, getTranslations } from "next-intl/server";
import { Badge } from "#components/ui/badge";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { type Column, Table } from "#components/ui/table";
import type { providerFacts } from "#lib/domain/instance/health-queries";
import { providerHealth } from "#lib/domain/instance/model";
import { toneOf } from "./tone.ts";

type Provider = Awaited<ReturnType<typeof providerFacts>>[number];

/** How each provider answers, all workspaces together. */
export async function ProvidersCard({ providers }: { providers: readonly Provider[] }) {
  const t = await getTranslations("instance");
  const format = await getFormatter();
  const figure = (key: "active" | "failing" | "needsReconnect"): Column<Provider> => ({
    key,
    header: t(`providers.${key}`),
    align: "end",
    onPhone: "labelled",
    phoneLabel: t(`providers.${key}`),
    cell: (provider) => <span className="num">{format.number(provider[key], "count")}</span>,
  });
  const columns: Column<Provider>[] = [
    { key: "name", header: t("providers.name"), onPhone: "full", cell: ({ provider }) => provider },
    {
      key: "state",
      header: t("state"),
      onPhone: "labelled",
      phoneLabel: t("state"),
      cell: (provider) => {
        const health = providerHealth(provider);
        return <Badge tone={toneOf(health)}>{t(`providers.${health}`)}</Badge>;
      },
    },
    figure("active"),
    figure("failing"),
    figure("needsReconnect"),
    {
      key: "last",
      header: t("providers.lastOk"),
      align: "end",
      onPhone: "labelled",
      phoneLabel: t("providers.lastOk"),
      cell: ({ lastOkAt }) => (
        <span className="num nowrap muted">{lastOkAt === null ? "–" : format.dateTime(lastOkAt, "moment")}</span>
      ),
    },
  ];
  return (
    <Card>
      <CardHeader title={t("providers.title")} />
      {providers.length === 0 ? (
        <CardBody>
          <p className="sm muted">{t("providers.none")}</p>
        </CardBody>
      ) : (
        <Table caption={t("providers.title")} columns={columns} rows={providers} rowKey={({ provider }) => provider} />
      )}
    </Card>
  );
}
