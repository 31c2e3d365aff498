import { getTranslations } from "next-intl/server";
import { type ConnectAction, ConnectForm } from "#components/connections/connect-form";
import { ConnectionCard } from "#components/connections/connection-card";
import { DisconnectButton } from "#components/connections/disconnect-button";
import { ExamineButton } from "#components/connections/examine-button";
import { KeyForm } from "#components/connections/key-form";
import { RefreshButton } from "#components/connections/refresh-button";
import { ReportAddress } from "#components/connections/report-address";
import { TrialButton } from "#components/connections/trial-button";
import { DialogButton } from "#components/ui/dialog";
import { nameToType } from "#lib/domain/connections/model";
import { type ConnectionView, keyProviders } from "#lib/domain/connections/queries";
import { connectKeyAction, disconnectAction, issueReportAddressAction, tryConnectionAction } from "../actions";

interface ConnectionListProps {
  slug: string;
  zone: string;
  now: Date;
  connections: readonly ConnectionView[];
  /** Campaigns that run or wait, by connection. */
  campaigns: ReadonlyMap<string, number>;
  /** Campaigns whose orders the provider keeps until their time, by connection. */
  kept: ReadonlyMap<string, number>;
  /** Providers that the operator of the instance turned off. */
  off: ReadonlyMap<string, Date>;
  /** None for people who may not connect or disconnect. */
  connect: ConnectAction | undefined;
  returnTo: string;
}

/** A card for each connection, with what this person may do about it. */
export function ConnectionList(props: ConnectionListProps) {
  const { slug, zone, now, connections, campaigns, kept, off, connect, returnTo } = props;
  return connections.map((connection) => {
    const count = campaigns.get(connection.id) ?? 0;
    const isOff = off.has(connection.provider);
    return (
      <ConnectionCard
        key={connection.id}
        connection={connection}
        zone={zone}
        now={now}
        campaigns={count}
        isOff={isOff}
        refresh={
          connection.state === "active" ? (
            <RefreshButton small slug={slug} connectionIds={[connection.id]} />
          ) : undefined
        }
        examine={connect && <ExamineButton {...{ slug, connectionId: connection.id, label: connection.label }} />}
        trial={connect && !isOff && <Trial slug={slug} connection={connection} />}
        reportAddress={
          connect &&
          connection.pushed && (
            <ReportAddress
              {...{ slug, connectionId: connection.id, label: connection.label }}
              hasAddress={connection.pushed.hasAddress}
              action={issueReportAddressAction}
            />
          )
        }
        reconnect={
          connect &&
          !isOff &&
          (connection.isByKey ? (
            <ReplaceKey slug={slug} connection={connection} />
          ) : (
            <Reconnect connection={connection} action={connect} returnTo={returnTo} />
          ))
        }
        disconnect={
          connect && (
            <DisconnectButton
              slug={slug}
              connectionId={connection.id}
              name={nameToType(connection.remoteName)}
              campaigns={count}
              kept={kept.get(connection.id) ?? 0}
              isByKey={connection.isByKey}
              action={disconnectAction}
            />
          )
        }
      />
    );
  });
}

/** Tries a connection out, where its provider has a sender for that and none is approved yet. */
function Trial({ slug, connection: { id, label, trialSender } }: { slug: string; connection: ConnectionView }) {
  if (trialSender === null) return null;
  return <TrialButton {...{ slug, connectionId: id, label, sender: trialSender }} action={tryConnectionAction} />;
}

/** Opens the fields of a new key for a connection by key. */
async function ReplaceKey({ slug, connection }: { slug: string; connection: ConnectionView }) {
  const t = await getTranslations("connections.key");
  const { label, remoteName, state } = connection;
  const known = keyProviders().find(({ provider }) => provider === connection.provider);
  if (known === undefined) return null;
  const { provider, hasHash } = known;
  const look = state === "needs_reconnect" ? "primary" : "quiet";
  return (
    <DialogButton label={t("change")} button={{ small: true, look }} title={t("changeTitle", { label })}>
      <KeyForm
        {...{ provider, label, hasHash, hint: t(`hint.${provider}`), name: remoteName, connectionId: connection.id }}
        action={connectKeyAction.bind(null, slug)}
      />
    </DialogButton>
  );
}

interface ReconnectProps {
  connection: ConnectionView;
  action: ConnectAction;
  returnTo: string;
}

/** The one orange button where a connection stands still without it; a plain one elsewhere. */
async function Reconnect({ connection, action, returnTo }: ReconnectProps) {
  const t = await getTranslations("connections.connect");
  const look =
    connection.state === "needs_reconnect" ? "primary" : connection.missing.length > 0 ? "secondary" : "quiet";
  return <ConnectForm small look={look} action={action} returnTo={returnTo} label={t("again")} />;
}
