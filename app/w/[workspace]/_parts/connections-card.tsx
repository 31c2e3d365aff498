import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { ChannelList } from "#components/connections/channel-list";
import { ConnectionBadge } from "#components/connections/connection-badge";
import { ProviderMark } from "#components/connections/provider-mark";
import { RefreshBehind } from "#components/connections/refresh-behind";
import { ScopeNotice } from "#components/connections/scope-notice";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { connectedProviders } from "#lib/domain/connections/connected-providers";
import { type ConnectionView, isAnyStale } from "#lib/domain/connections/queries";
import type { OpenPage } from "#lib/gate/page";
import { readConnections } from "./read-connections";

/** How the connections are. It also has them asked again, behind the page, for what all cards show. */
export async function ConnectionsCard({ open }: { open: OpenPage }) {
  const t = await getTranslations("dashboard.connections");
  const connections = await readConnections(open);
  const askable = connections.filter(({ state }) => state === "active");
  return (
    <Card className="c4" aria-labelledby="connections">
      <CardHeader id="connections" title={t("title")}>
        <Link className="sm" href={`/w/${open.scope.slug}/connections`}>
          {t("manage")}
        </Link>
      </CardHeader>
      {connections.length === 0 ? (
        <CardBody>
          <p className="sm muted">{t("none")}</p>
        </CardBody>
      ) : (
        <ul className="items">
          {connections.map((connection) => (
            <Line key={connection.id} connection={connection} />
          ))}
        </ul>
      )}
      <RefreshBehind
        slug={open.scope.slug}
        connectionIds={askable.map(({ id }) => id)}
        isStale={isAnyStale(askable, new Date())}
      />
    </Card>
  );
}

async function Line({ connection }: { connection: ConnectionView }) {
  const t = await getTranslations("dashboard.connections");
  const words = await getTranslations("connections");
  const format = await getFormatter();
  const { latencyMs, lastOkAt, state, missing, silentSince, remoteName } = connection;
  return (
    <li>
      <ProviderMark label={connection.label} />
      <div className="grow">
        <div className="row wrap">
          <span className="t">{connection.label}</span>
          <ConnectionBadge
            state={state}
            isSilent={silentSince !== null}
            lacksScope={missing.some((scope) => scope !== "contacts:write")}
          />
        </div>
        <div className="sm">{remoteName || words("unnamed")}</div>
        <div className="sm">
          {lastOkAt === null ? t("noAnswer") : t("lastOk", { age: format.relativeTime(lastOkAt, new Date()) })}
          {latencyMs !== null && `, ${t("latency", { ms: latencyMs })}`}
        </div>
      </div>
    </li>
  );
}

/** The SMS companies and messengers that the connections lead to. */
export async function ProvidersCard({ open }: { open: OpenPage }) {
  const t = await getTranslations("dashboard.providers");
  const connections = await readConnections(open);
  if (connections.length === 0) return null;
  const channels = connectedProviders(connections);
  // Those that another connection lists say nothing of the ones that this one may not.
  const isKeptBack = connections.some((one) => one.missing.includes("connections:read") && one.channels.length === 0);
  const isRead = connections.some(({ sendersAt }) => sendersAt !== null);
  return (
    <Card className="c4" aria-labelledby="providers">
      <CardHeader id="providers" title={t("title")} count={channels.length > 0 ? channels.length : undefined} />
      {(channels.length > 0 || !isKeptBack) && (
        <CardBody>
          <ChannelList channels={channels} isRead={isRead} />
        </CardBody>
      )}
      {isKeptBack && <ScopeNotice scope="connections:read" />}
    </Card>
  );
}
