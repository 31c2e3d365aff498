import { getFormatter, getTranslations } from "next-intl/server";
import { ReasonButton } from "#components/instance/reason-button";
import { Badge } from "#components/ui/badge";
import { Card, CardHeader } from "#components/ui/card";
import { type Column, Table } from "#components/ui/table";
import { providerHealth } from "#lib/domain/instance/model";
import type { ProviderLine } from "#lib/domain/instance/provider-queries";
import { turnProviderOffAction, turnProviderOnAction } from "../actions";
import { toneOf } from "./tone.ts";

/** How each provider answers, all workspaces together, and its switch. */
export async function ProvidersCard({ providers }: { providers: readonly ProviderLine[] }) {
  const t = await getTranslations("instance");
  const format = await getFormatter();
  const figure = (key: "active" | "failing" | "needsReconnect"): Column<ProviderLine> => ({
    key,
    header: t(`providers.${key}`),
    align: "end",
    onPhone: "labelled",
    cell: (provider) => <span className="num">{format.number(provider[key], "count")}</span>,
  });
  const columns: Column<ProviderLine>[] = [
    { key: "name", header: t("providers.name"), onPhone: "full", cell: ({ label }) => label },
    {
      key: "state",
      header: t("state"),
      onPhone: "labelled",
      cell: (provider) => {
        if (provider.offSince !== null) return <Badge tone="warn">{t("providers.turnedOff")}</Badge>;
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
      cell: ({ lastOkAt }) => (
        <span className="num nowrap muted">{lastOkAt === null ? "–" : format.dateTime(lastOkAt, "moment")}</span>
      ),
    },
    {
      key: "switch",
      header: t("providers.switch"),
      hideHeader: true,
      align: "end",
      onPhone: "full",
      width: "fit",
      cell: (provider) => <Switch provider={provider} />,
    },
  ];
  return (
    <Card>
      <CardHeader title={t("providers.title")} />
      <Table caption={t("providers.title")} columns={columns} rows={providers} rowKey={({ provider }) => provider} />
    </Card>
  );
}

/** Turns a provider off for everybody, or on again; the reason stays in the history. */
async function Switch({ provider: { provider, label, offSince } }: { provider: ProviderLine }) {
  const t = await getTranslations("instance.providers");
  const way = offSince === null ? "turnOff" : "turnOn";
  return (
    <ReasonButton
      key={way}
      label={t(`${way}.label`)}
      ariaLabel={t(`${way}.of`, { label })}
      button={{ small: true }}
      title={t(`${way}.title`, { label })}
      text={t(`${way}.text`, { label })}
      look={offSince === null ? "danger" : "primary"}
      done={t(`${way}.done`, { label })}
      hidden={{ provider }}
      action={offSince === null ? turnProviderOffAction : turnProviderOnAction}
    />
  );
}
