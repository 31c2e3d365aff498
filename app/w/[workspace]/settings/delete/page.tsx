import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { CloseButton, KeepButton } from "#components/settings/close-buttons";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { countConnections } from "#lib/domain/connections/queries";
import { workspaceSettings } from "#lib/domain/workspaces/settings-queries";
import { openPage } from "#lib/gate/page";
import { SettingsFrame } from "../_parts/settings-frame";
import { closeWorkspaceAction, keepWorkspaceAction } from "../actions";

interface DeletePageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function DeletePage({ params }: DeletePageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "workspace:delete");
  const { name, deleteAt, connections } = await read(async (tx) => ({
    ...(await workspaceSettings(tx)),
    connections: await countConnections(tx),
  }));
  const t = await getTranslations("settings.delete");
  const format = await getFormatter();
  const { slug, zone } = scope;
  return (
    <SettingsFrame scope={scope} section="delete">
      <Card>
        <CardHeader title={t("title")} />
        <CardBody className="stack">
          {deleteAt === null ? (
            <>
              <p className="sm">{t("text")}</p>
              <div className="row">
                <CloseButton action={closeWorkspaceAction.bind(null, slug)} {...{ name, connections }} />
              </div>
            </>
          ) : (
            <>
              <p className="strong">
                {t("closing", { time: format.dateTime(deleteAt, "moment", { timeZone: zone }) })}
              </p>
              <p className="sm">{t("closingText")}</p>
              <KeepButton action={keepWorkspaceAction.bind(null, slug)} />
            </>
          )}
        </CardBody>
      </Card>
    </SettingsFrame>
  );
}
