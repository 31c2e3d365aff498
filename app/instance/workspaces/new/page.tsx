import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { InstanceFrame } from "#components/instance/instance-frame";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { NewWorkspaceForm } from "#components/workspaces/new-workspace-form";
import { DEFAULT_ZONE, zoneChoices } from "#lib/domain/workspaces/zones";
import { instanceFacts } from "#lib/gate/instance";
import { openInstance } from "#lib/gate/operator";
import { PreferenceControls } from "../../../preferences/controls";
import { openWorkspaceAction } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("instance.workspaces");
  return { title: t("create") };
}

export default async function OpenWorkspacePage() {
  await openInstance("/instance/workspaces/new");
  const t = await getTranslations("instance.workspaces");
  return (
    <InstanceFrame place="workspaces" controls={<PreferenceControls />}>
      <Card>
        <CardHeader title={t("create")} />
        <CardBody className="stack">
          <p className="sm muted">{t("createText")}</p>
          <NewWorkspaceForm
            action={openWorkspaceAction}
            address={instanceFacts().address}
            zones={zoneChoices()}
            zone={DEFAULT_ZONE}
            locale={await getLocale()}
            asksOwner
          />
        </CardBody>
      </Card>
    </InstanceFrame>
  );
}
