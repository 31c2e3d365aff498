import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LeavingKeys } from "#components/connections/leaving-keys";
import { PendingAccountCard } from "#components/connections/pending-account";
import { RefreshBehind } from "#components/connections/refresh-behind";
import { ClientTexts } from "#components/shell/client-texts";
import { PageHead } from "#components/ui/page-head";
import { leavingKeys, pendingAccounts } from "#lib/domain/connections/leaving-queries";
import { campaignsInTheWay, campaignsKeptThere, isAnyStale, listConnections } from "#lib/domain/connections/queries";
import { switchedOff } from "#lib/domain/instance/provider-queries";
import { openPage } from "#lib/gate/page";
import { ConnectionList } from "./_parts/connection-list";
import { Outcome } from "./_parts/outcome";
import { ProviderTiles } from "./_parts/provider-tiles";
import { confirmAccountAction, declineAccountAction, startConnectAction } from "./actions";

interface ConnectionsPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("connections");
  return { title: t("title") };
}

export default async function ConnectionsPage({ params, searchParams }: ConnectionsPageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "workspace:read");
  const { slug, zone } = scope;
  const t = await getTranslations("connections");
  const { connections, campaigns, kept, pending, leaving, off } = await read(async (tx) => ({
    connections: await listConnections(tx),
    campaigns: await campaignsInTheWay(tx),
    kept: await campaignsKeptThere(tx),
    pending: await pendingAccounts(tx),
    leaving: await leavingKeys(tx),
    off: await switchedOff(tx),
  }));
  const now = new Date();
  const connect = scope.may("connections:manage") ? startConnectAction.bind(null, slug) : undefined;
  const returnTo = `/w/${slug}/connections`;
  const askable = connections.filter(({ state }) => state === "active");
  const ids = askable.map(({ id }) => id);
  const choices = connect === undefined ? [] : pending;
  // Only an account of iletiniz can be switched: the others have keys of their own.
  const switched = connections.find(({ provider }) => provider === "iletiniz");
  const current = switched === undefined ? null : switched.remoteName || t("unnamed");
  return (
    <div className="page">
      <PageHead title={t("title")} text={t("text")} />
      <ClientTexts also={["connections"]}>
        <div className="stack stack-5">
          <Outcome said={(await searchParams).outcome} connect={connect} returnTo={returnTo} />
          {choices.map(({ id, remoteName, until }) => (
            <PendingAccountCard
              key={id}
              {...{ slug, zone, current, until, pendingId: id, name: remoteName || t("unnamed") }}
              confirm={confirmAccountAction}
              decline={declineAccountAction}
            />
          ))}
          <ConnectionList {...{ slug, zone, now, connections, campaigns, kept, off, connect, returnTo }} />
          <ProviderTiles
            {...{ slug, connect, returnTo, off, connected: connections.map(({ provider }) => provider) }}
          />
          <LeavingKeys keys={leaving} zone={zone} />
        </div>
        <RefreshBehind slug={slug} connectionIds={ids} isStale={isAnyStale(askable, now)} />
      </ClientTexts>
    </div>
  );
}
