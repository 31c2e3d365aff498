import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { EraseForm } from "#components/settings/erase-form";
import { RetentionForm } from "#components/settings/retention-form";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { workspaceSettings } from "#lib/domain/workspaces/settings-queries";
import { openPage } from "#lib/gate/page";
import { SettingsFrame } from "../_parts/settings-frame";
import { erasePersonAction, updateRetentionAction } from "../actions";

interface RetentionPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function RetentionPage({ params }: RetentionPageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "settings:manage");
  const { bodyDays, numberDays, purgedAt } = await read((tx) => workspaceSettings(tx));
  const t = await getTranslations("settings");
  const format = await getFormatter();
  const last =
    purgedAt === null
      ? t("retention.never")
      : t("retention.last", { time: format.dateTime(purgedAt, "moment", { timeZone: scope.zone }) });
  return (
    <SettingsFrame scope={scope} section="retention">
      <Card>
        <CardHeader title={t("retention.title")} />
        <CardBody className="stack">
          <p className="sm muted">{t("retention.text")}</p>
          <RetentionForm action={updateRetentionAction.bind(null, scope.slug)} {...{ bodyDays, numberDays }} />
          <p className="hint">{last}</p>
        </CardBody>
      </Card>
      <Card>
        <CardHeader title={t("person.title")} />
        <CardBody className="stack">
          <p className="sm muted">{t("person.text")}</p>
          <EraseForm action={erasePersonAction.bind(null, scope.slug)} />
        </CardBody>
      </Card>
    </SettingsFrame>
  );
}
