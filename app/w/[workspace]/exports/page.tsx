import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ArchiveTable } from "#components/archives/archive-table";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { WatchState } from "#components/ui/watch-state";
import { isOpen } from "#lib/domain/archives/model";
import { latestArchives } from "#lib/domain/archives/queries";
import { openPage } from "#lib/gate/page";

interface ExportsPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("exports");
  return { title: t("title") };
}

// Whoever may take anything out may see the history, or the own part of it.
export default async function ExportsPage({ params }: ExportsPageProps) {
  const { workspace } = await params;
  const { user, scope, read } = await openPage(workspace, "audit:read");
  const archives = await read((tx) => latestArchives(tx, user.id, scope.fullNumbers));
  const t = await getTranslations("exports");
  const home = `/w/${scope.slug}`;
  return (
    <div className="page stack">
      <PageHead title={t("title")} text={t("text")}>
        {scope.may("workspace:export") && <LinkButton href={`${home}/settings/export`}>{t("everything")}</LinkButton>}
      </PageHead>
      {archives.some(isOpen) && <WatchState everyMs={2_000} />}
      <div className="card">
        {archives.length === 0 ? (
          <EmptyState heading="h2" title={t("empty.title")} text={t("empty.text")}>
            <LinkButton href={`${home}/messages`}>{t("empty.action")}</LinkButton>
          </EmptyState>
        ) : (
          <ArchiveTable archives={archives} slug={scope.slug} zone={scope.zone} isMixed />
        )}
      </div>
    </div>
  );
}
