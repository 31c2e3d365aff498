import Plus from "lucide-react/icons/plus";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TemplateTable } from "#components/templates/template-table";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { LinkTabs } from "#components/ui/link-tabs";
import { PageHead } from "#components/ui/page-head";
import { listTemplates } from "#lib/domain/templates/queries";
import { openPage } from "#lib/gate/page";

interface TemplatesPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("templates");
  return { title: t("title") };
}

/** Texts kept for use again. */
export default async function TemplatesPage({ params, searchParams }: TemplatesPageProps) {
  const { workspace } = await params;
  const isArchive = (await searchParams).tab === "archived";
  const { scope, read } = await openPage(workspace, "workspace:read");
  const t = await getTranslations("templates");
  const rows = await read((tx) => listTemplates(tx, isArchive));
  const path = `/w/${workspace}/templates`;
  const add = scope.may("campaigns:write") && (
    <LinkButton look="primary" icon={<Icon of={Plus} />} href={`${path}/new`}>
      {t("new")}
    </LinkButton>
  );
  const isEmpty = rows.length === 0;
  return (
    <div className="page">
      <PageHead title={t("title")} text={t("text")}>
        {(!isEmpty || isArchive) && add}
      </PageHead>
      <div className="stack">
        <LinkTabs
          label={t("tabs")}
          items={[
            { href: path, label: t("tab.inUse"), isCurrent: !isArchive },
            { href: `${path}?tab=archived`, label: t("tab.archived"), isCurrent: isArchive },
          ]}
        />
        <div className="card">
          {!isEmpty && <TemplateTable rows={rows} path={path} zone={scope.zone} />}
          {isEmpty && isArchive && <EmptyState heading="h2" title={t("empty.archived")} />}
          {isEmpty && !isArchive && (
            <EmptyState heading="h2" title={t("empty.title")} text={t("empty.text")}>
              {add}
            </EmptyState>
          )}
        </div>
      </div>
    </div>
  );
}
