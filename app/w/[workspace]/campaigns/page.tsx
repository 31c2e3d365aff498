import Plus from "lucide-react/icons/plus";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CampaignRowMenu } from "#components/campaigns/campaign-row-menu";
import { CampaignTable } from "#components/campaigns/campaign-table";
import { ClientTexts } from "#components/shell/client-texts";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { LinkTabs } from "#components/ui/link-tabs";
import { NoRows } from "#components/ui/no-rows";
import { PageHead } from "#components/ui/page-head";
import { Pager } from "#components/ui/pager";
import { isEditable, isUnderReview } from "#lib/domain/campaigns/model";
import { hasCampaigns, listCampaigns } from "#lib/domain/campaigns/queries";
import type { CampaignRow } from "#lib/domain/campaigns/report";
import { CampaignListQuery, type CampaignTab, campaignTabs } from "#lib/domain/campaigns/schema";
import { openPage } from "#lib/gate/page";
import { deleteDraftAction, duplicateCampaignAction } from "./actions";

interface CampaignsPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("campaigns.list");
  return { title: t("title") };
}

export default async function CampaignsPage({ params, searchParams }: CampaignsPageProps) {
  const { workspace } = await params;
  const { tab, ...place } = CampaignListQuery.parse(await searchParams);
  const { scope, read } = await openPage(workspace, "workspace:read");
  const t = await getTranslations("campaigns.list");
  const { page, hasAny } = await read(async (tx) => {
    const page = await listCampaigns(tx, tab, place);
    return { page, hasAny: page.rows.length > 0 || (await hasCampaigns(tx)) };
  });
  const path = `/w/${workspace}/campaigns`;
  const mayWrite = scope.may("campaigns:write");
  const start = mayWrite && (
    <LinkButton look="primary" icon={<Icon of={Plus} />} href={`${path}/new`} prefetch={false}>
      {t("new")}
    </LinkButton>
  );
  return (
    <div className="page">
      <PageHead title={t("title")} text={t("text")}>
        {hasAny && start}
      </PageHead>
      <div className="stack">
        {hasAny && <Tabs path={path} tab={tab} />}
        <div className="card">
          {page.rows.length === 0 ? (
            <NoRows place={place} firstHref={addressOf(path, tab)}>
              <EmptyState
                heading="h2"
                title={t(hasAny ? "noMatch.title" : "empty.title")}
                text={t(hasAny ? "noMatch.text" : "empty.text")}
              >
                {hasAny ? <LinkButton href={path}>{t("noMatch.action")}</LinkButton> : start}
              </EmptyState>
            </NoRows>
          ) : (
            <ClientTexts also={["campaigns"]}>
              <CampaignTable
                rows={page.rows}
                zone={scope.zone}
                hrefOf={(row) => hrefOf(path, row)}
                menuOf={mayWrite ? (row) => <RowMenu slug={workspace} path={path} row={row} /> : undefined}
              />
            </ClientTexts>
          )}
          {(page.next !== null || page.previous !== null) && (
            <Pager
              previousHref={page.previous === null ? undefined : addressOf(path, tab, { before: page.previous })}
              nextHref={page.next === null ? undefined : addressOf(path, tab, { after: page.next })}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function addressOf(path: string, tab: CampaignTab, place: Record<string, string> = {}): string {
  const query = new URLSearchParams(tab === "all" ? place : { tab, ...place });
  return query.size === 0 ? path : `${path}?${query}`;
}

function hrefOf(path: string, row: CampaignRow): string {
  if (isUnderReview(row.state)) return `${path}/${row.id}/review`;
  return isEditable(row.state) ? `${path}/${row.id}/edit` : `${path}/${row.id}`;
}

function RowMenu({ slug, path, row }: { slug: string; path: string; row: CampaignRow }) {
  return (
    <CampaignRowMenu
      slug={slug}
      campaignId={row.id}
      name={row.name}
      href={hrefOf(path, row)}
      isDraft={isEditable(row.state)}
      duplicate={duplicateCampaignAction}
      remove={deleteDraftAction}
    />
  );
}

async function Tabs({ path, tab }: { path: string; tab: CampaignTab }) {
  const t = await getTranslations("campaigns.list");
  return (
    <LinkTabs
      label={t("tabs")}
      items={campaignTabs.map((one) => ({
        href: addressOf(path, one),
        label: t(`tab.${one}`),
        isCurrent: one === tab,
      }))}
    />
  );
}
