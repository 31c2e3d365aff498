import Plus from "lucide-react/icons/plus";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SegmentTable } from "#components/segments/segment-table";
import { EmptyState } from "#components/ui/empty-state";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { countSegments, listSegments } from "#lib/domain/segments/queries";
import { openPage } from "#lib/gate/page";

interface SegmentsPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("segments");
  return { title: t("title") };
}

/** Rules about contacts, each with how many it is true of now. */
export default async function SegmentsPage({ params }: SegmentsPageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "workspace:read");
  const t = await getTranslations("segments");
  const rows = await read((tx) => listSegments(tx));
  const rules = rows.map(({ rule }) => rule);
  // The table is there before they are: counting walks through all contacts.
  const counts = read((tx) => countSegments(tx, rules)).catch(() => null);
  const path = `/w/${scope.slug}/segments`;
  const add = scope.may("campaigns:write") && (
    <LinkButton look="primary" icon={<Icon of={Plus} />} href={`${path}/new`}>
      {t("new")}
    </LinkButton>
  );
  return (
    <div className="page">
      <PageHead title={t("title")} text={t("text")}>
        {rows.length > 0 && add}
      </PageHead>
      <div className="card">
        {rows.length === 0 ? (
          <EmptyState heading="h2" title={t("empty.title")} text={t("empty.text")}>
            {add}
          </EmptyState>
        ) : (
          <SegmentTable {...{ rows, path, counts }} zone={scope.zone} />
        )}
      </div>
    </div>
  );
}
