import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { RefreshBehind } from "#components/connections/refresh-behind";
import { RefreshButton } from "#components/connections/refresh-button";
import { ClientTexts } from "#components/shell/client-texts";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { PageHead } from "#components/ui/page-head";
import { isAnyStale, listConnections } from "#lib/domain/connections/queries";
import { listSenders } from "#lib/domain/senders/queries";
import { openPage } from "#lib/gate/page";
import { SenderList } from "./_parts/sender-list";

interface SendersPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("senders");
  return { title: t("title") };
}

export default async function SendersPage({ params }: SendersPageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "workspace:read");
  const t = await getTranslations("senders");
  const format = await getFormatter();
  const { connections, senders } = await read(async (tx) => ({
    connections: await listConnections(tx),
    senders: await listSenders(tx),
  }));
  const now = new Date();
  const askable = connections.filter(
    ({ state, missing }) => state === "active" && !missing.includes("connections:read"),
  );
  const ids = askable.map(({ id }) => id);
  const readAt = connections.flatMap(({ sendersAt }) => sendersAt ?? [])[0];
  return (
    <div className="page">
      <ClientTexts also={["connections", "senders"]}>
        <PageHead title={t("title")} text={t("text")}>
          {readAt !== undefined && (
            <span className="cap muted">{t("readAt", { age: format.relativeTime(readAt, now) })}</span>
          )}
          {ids.length > 0 && <RefreshButton slug={scope.slug} connectionIds={ids} />}
        </PageHead>
        <div className="stack stack-5">
          <SenderList scope={scope} connections={connections} senders={senders} />
          {connections.length > 0 && (
            <Card>
              <CardHeader title={t("howTo.title")} />
              <CardBody className="stack stack-2">
                <p className="sm text-2">{t("howTo.text")}</p>
                <p className="sm muted">{t("howTo.rule")}</p>
              </CardBody>
            </Card>
          )}
        </div>
        <RefreshBehind slug={scope.slug} connectionIds={ids} isStale={isAnyStale(askable, now)} />
      </ClientTexts>
    </div>
  );
}
