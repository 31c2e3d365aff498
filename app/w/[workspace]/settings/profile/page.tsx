import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WorkspaceProfileForm } from "#components/settings/profile-form";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Note } from "#components/ui/note";
import { workspaceSettings } from "#lib/domain/workspaces/settings-queries";
import { zoneChoices } from "#lib/domain/workspaces/zones";
import { instanceFacts } from "#lib/gate/instance";
import { openPage } from "#lib/gate/page";
import { SettingsFrame } from "../_parts/settings-frame";
import { updateProfileAction } from "../actions";

interface ProfilePageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function ProfilePage({ params }: ProfilePageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "settings:manage");
  const profile = await read((tx) => workspaceSettings(tx));
  const t = await getTranslations("settings.profile");
  const address = instanceFacts().address;
  return (
    <SettingsFrame scope={scope} section="profile">
      <Card>
        <CardHeader title={t("title")} />
        <CardBody className="stack">
          {profile.formerSlug !== null && <Note>{t("former", { address: `${address}/w/${profile.formerSlug}` })}</Note>}
          <WorkspaceProfileForm
            action={updateProfileAction.bind(null, scope.slug)}
            address={address}
            zones={zoneChoices()}
            profile={profile}
          />
        </CardBody>
      </Card>
    </SettingsFrame>
  );
}
