import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ExportMenu } from "#components/archives/export-menu";
import { AuditTable } from "#components/audit/audit-table";
import { ClientTexts } from "#components/shell/client-texts";
import { Badge } from "#components/ui/badge";
import { Banner } from "#components/ui/banner";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { NoRows } from "#components/ui/no-rows";
import { PageHead } from "#components/ui/page-head";
import { Pager } from "#components/ui/pager";
import { SegmentedLinks } from "#components/ui/segmented";
import { type AuditArea, auditAreas } from "#lib/domain/audit/actions";
import { auditPage, auditPeople } from "#lib/domain/audit/queries";
import { AuditFilter, auditAddress, isNarrowed } from "#lib/domain/audit/schema";
import { isTailWhole } from "#lib/domain/audit/verify-queries";
import { openPage } from "#lib/gate/page";
import { exportAuditAction } from "../exports/actions";
import { FilterForm } from "./_parts/filter-form";

interface AuditPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const areas = Object.keys(auditAreas) as AuditArea[];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

export default async function AuditLogPage({ params, searchParams }: AuditPageProps) {
  const { workspace } = await params;
  const filter = AuditFilter.parse(await searchParams);
  const { user, scope, read } = await openPage(workspace, "audit:read");
  const seesAll = scope.reach("audit:read") === "all";
  const { page, people, isWhole } = await read(async (tx) => ({
    page: await auditPage(tx, filter, scope.zone, seesAll ? null : user.id),
    people: seesAll ? await auditPeople(tx) : [],
    isWhole: seesAll ? await isTailWhole(tx) : null,
  }));
  const t = await getTranslations("audit");
  const home = `/w/${scope.slug}`;
  const path = `${home}/audit`;
  const narrowed = isNarrowed(filter);
  const language = await getLocale();
  return (
    <div className="page page-wide stack">
      <PageHead title={t("title")} text={t(seesAll ? "text" : "ownText")} state={<ChainBadge isWhole={isWhole} />}>
        {seesAll && (
          <ClientTexts also={["exports"]}>
            <ExportMenu slug={scope.slug} action={exportAuditAction} choice={{ language, filter }} />
          </ClientTexts>
        )}
      </PageHead>
      {isWhole === false && (
        <Banner tone="bad" live="alert">
          {t("chain.brokenText")}
        </Banner>
      )}
      <FilterForm action={path} filter={filter} people={people} />
      <div className="filters">
        <SegmentedLinks
          label={t("filter.label")}
          items={[
            {
              href: auditAddress(path, filter, { area: undefined }),
              label: t("filter.all"),
              isCurrent: filter.area === undefined,
            },
            ...areas.map((area) => ({
              href: auditAddress(path, filter, { area }),
              label: t(`area.${area}`),
              isCurrent: filter.area === area,
            })),
          ]}
        />
        {narrowed && (
          <LinkButton look="quiet" small href={path}>
            {t("filter.clear")}
          </LinkButton>
        )}
      </div>
      <div className="card">
        {page.rows.length === 0 ? (
          <NoRows place={filter} firstHref={auditAddress(path, filter, {})}>
            <EmptyState heading="h2" title={t("empty.title")} text={t("empty.text")} />
          </NoRows>
        ) : (
          <>
            <AuditTable rows={page.rows} home={home} zone={scope.zone} />
            <Pager
              previousHref={page.previous === null ? undefined : auditAddress(path, filter, { before: page.previous })}
              nextHref={page.next === null ? undefined : auditAddress(path, filter, { after: page.next })}
            />
          </>
        )}
      </div>
    </div>
  );
}

async function ChainBadge({ isWhole }: { isWhole: boolean | null }) {
  const t = await getTranslations("audit.chain");
  if (isWhole === null) return null;
  return <Badge tone={isWhole ? "ok" : "bad"}>{t(isWhole ? "whole" : "broken")}</Badge>;
}
