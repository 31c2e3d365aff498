import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InboxReach } from "#components/inbox/inbox-reach";
import { ThreadTable } from "#components/inbox/thread-table";
import { LinkTabs } from "#components/ui/link-tabs";
import { PageHead } from "#components/ui/page-head";
import { inboxConnections, listThreads } from "#lib/domain/inbox/queries";
import { InboxFilter, inboxTabs } from "#lib/domain/inbox/schema";
import { openPage } from "#lib/gate/page";
import { ThreadPage } from "./_parts/thread-page";

interface InboxPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("inbox");
  return { title: t("title") };
}

export default async function InboxPage({ params, searchParams }: InboxPageProps) {
  const { workspace } = await params;
  const filter = InboxFilter.parse(await searchParams);
  const { scope, read } = await openPage(workspace, "workspace:read");
  if (filter.person !== undefined) return <ThreadPage {...{ scope, read, person: filter.person }} />;
  const { threads, connections } = await read(async (tx) => ({
    threads: await listThreads(tx, filter),
    connections: await inboxConnections(tx),
  }));
  const t = await getTranslations("inbox");
  const path = `/w/${scope.slug}/inbox`;
  const receives = connections.some(({ inbox }) => inbox === "yes");
  const hasAny = receives || threads.length > 0;
  return (
    <div className="page stack">
      <PageHead title={t("title")} text={t("text")} />
      {hasAny && (
        <LinkTabs
          label={t("tabs.label")}
          items={inboxTabs.map((tab) => ({
            href: tab === "all" ? path : `${path}?tab=${tab}`,
            label: t(`tabs.${tab}`),
            isCurrent: filter.tab === tab,
          }))}
        />
      )}
      {hasAny && <ThreadTable threads={threads} path={path} wholeNumbers={scope.fullNumbers} zone={scope.zone} />}
      <InboxReach connections={connections} isReached={receives} connectHref={`/w/${scope.slug}/connections`} />
    </div>
  );
}
