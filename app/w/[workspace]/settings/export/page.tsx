import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ArchiveTable } from "#components/archives/archive-table";
import { ArchiveButton } from "#components/settings/archive-button";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { WatchState } from "#components/ui/watch-state";
import { isOpen } from "#lib/domain/archives/model";
import { latestArchives } from "#lib/domain/archives/queries";
import { openPage } from "#lib/gate/page";
import { SettingsFrame } from "../_parts/settings-frame";
import { requestArchiveAction } from "../actions";

interface ExportPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function ExportPage({ params }: ExportPageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "workspace:export");
  const archives = await read((tx) => latestArchives(tx, null));
  const t = await getTranslations("settings.export");
  const isBusy = archives.some(isOpen);
  const request = requestArchiveAction.bind(null, scope.slug, {});
  return (
    <SettingsFrame scope={scope} section="export">
      <Card>
        <CardHeader title={t("title")} />
        <CardBody className="stack">
          <p className="sm muted">{t("text")}</p>
          <ArchiveButton action={request} isBusy={isBusy} />
          {isBusy && <WatchState everyMs={2_000} />}
        </CardBody>
      </Card>
      <Card>
        <CardHeader title={t("latest")} />
        {archives.length === 0 ? (
          <CardBody>
            <p className="sm muted">{t("none")}</p>
          </CardBody>
        ) : (
          <ArchiveTable archives={archives} slug={scope.slug} zone={scope.zone} />
        )}
      </Card>
    </SettingsFrame>
  );
}
