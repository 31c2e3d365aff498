import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ExportMenu } from "#components/archives/export-menu";
import { FilterChips } from "#components/messages/filter-chips";
import { MessagePanel } from "#components/messages/message-panel";
import { MessageTable } from "#components/messages/message-table";
import { NothingHere } from "#components/messages/nothing-here";
import { ClientTexts } from "#components/shell/client-texts";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { Pager } from "#components/ui/pager";
import { SegmentedLinks } from "#components/ui/segmented";
import { isFiltered, messageAddress } from "#lib/domain/messages/address";
import { messageDetail } from "#lib/domain/messages/detail-queries";
import { messagePage } from "#lib/domain/messages/page-queries";
import { type MessagePage, usedConnections, usedSenders } from "#lib/domain/messages/queries";
import { MessageFilter, messageViews } from "#lib/domain/messages/schema";
import { openPage } from "#lib/gate/page";
import { shownDetail, shownMessage } from "../_parts/shown-message";
import { exportMessagesAction } from "../exports/actions";
import { FilterForm } from "./_parts/filter-form";

interface MessagesPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("messages");
  return { title: t("title") };
}

export default async function MessagesPage({ params, searchParams }: MessagesPageProps) {
  const { workspace } = await params;
  const filter = MessageFilter.parse(await searchParams);
  const { scope, read } = await openPage(workspace, "workspace:read");
  const t = await getTranslations("messages");
  const language = await getLocale();
  const { page, senders, connections, detail } = await read(async (tx) => ({
    page: await messagePage(tx, null, filter, scope.zone),
    senders: await usedSenders(tx),
    connections: await usedConnections(tx),
    detail: filter.message === undefined ? undefined : await messageDetail(tx, filter.message),
  }));
  const root = `/w/${workspace}`;
  const path = `${root}/messages`;
  const views = messageViews.filter((view) => view !== "cancelled" && view !== "queued");
  return (
    <div className="withpanel">
      <div className="page page-wide stack">
        <PageHead title={t("title")} text={t("text")}>
          {scope.may("contacts:export") && page.rows.length > 0 && (
            <ClientTexts also={["exports"]}>
              <ExportMenu slug={scope.slug} action={exportMessagesAction} choice={{ language, filter }} />
            </ClientTexts>
          )}
        </PageHead>
        <FilterForm action={path} filter={filter} senders={senders} connections={connections} />
        <FilterChips path={path} filter={filter} connections={connections} />
        <div className="filters">
          <SegmentedLinks
            label={t("column.state")}
            items={views.map((view) => ({
              href: messageAddress(path, filter, { view }),
              label: t(`view.${view}`),
              isCurrent: filter.view === view,
            }))}
          />
          {isFiltered(filter) && (
            <LinkButton look="quiet" small href={path}>
              {t("filter.clear")}
            </LinkButton>
          )}
        </div>
        <div className="card">
          {page.rows.length === 0 ? (
            <NothingHere path={path} filter={filter} page={page}>
              <Nothing isFiltered={isFiltered(filter)} root={root} mayCompose={scope.may("campaigns:write")} />
            </NothingHere>
          ) : (
            <MessageList page={page} filter={filter} path={path} wholeNumbers={scope.fullNumbers} zone={scope.zone} />
          )}
        </div>
      </div>
      {detail !== undefined && (
        <MessagePanel
          message={detail && shownDetail(detail, scope.fullNumbers, root)}
          wholeNumbers={scope.fullNumbers}
          zone={scope.zone}
          closeHref={messageAddress(path, filter, { message: undefined })}
        />
      )}
    </div>
  );
}

interface MessageListProps {
  page: MessagePage;
  filter: MessageFilter;
  path: string;
  wholeNumbers: boolean;
  zone: string;
}

async function MessageList({ page, filter, path, wholeNumbers, zone }: MessageListProps) {
  const t = await getTranslations("messages");
  return (
    <>
      <MessageTable
        kind="workspace"
        caption={t("caption")}
        rows={page.rows.map((row) => shownMessage(row, wholeNumbers))}
        wholeNumbers={wholeNumbers}
        zone={zone}
        hrefOf={(message) => messageAddress(path, filter, { message })}
        openId={filter.message}
      />
      <Pager
        previousHref={page.previous === null ? undefined : messageAddress(path, filter, { before: page.previous })}
        nextHref={page.next === null ? undefined : messageAddress(path, filter, { after: page.next })}
      >
        {page.isPartial && t("soFar.more")}
      </Pager>
    </>
  );
}

interface NothingProps {
  isFiltered: boolean;
  root: string;
  mayCompose: boolean;
}

async function Nothing(props: NothingProps) {
  const t = await getTranslations("messages");
  if (props.isFiltered) {
    return (
      <EmptyState heading="h2" title={t("noMatch.title")} text={t("noMatch.text")}>
        <LinkButton href={`${props.root}/messages`}>{t("noMatch.action")}</LinkButton>
      </EmptyState>
    );
  }
  return (
    <EmptyState heading="h2" title={t("empty.title")} text={t("empty.text")}>
      {props.mayCompose && (
        <LinkButton look="primary" href={`${props.root}/campaigns/new`}>
          {t("empty.action")}
        </LinkButton>
      )}
    </EmptyState>
  );
}
