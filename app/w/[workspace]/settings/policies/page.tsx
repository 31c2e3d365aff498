import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PoliciesForm } from "#components/settings/policies-form";
import { workspaceSettings } from "#lib/domain/workspaces/settings-queries";
import { openPage } from "#lib/gate/page";
import { SettingsFrame } from "../_parts/settings-frame";
import { updatePoliciesAction } from "../actions";

interface PoliciesPageProps {
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function PoliciesPage({ params }: PoliciesPageProps) {
  const { workspace } = await params;
  const { scope, read } = await openPage(workspace, "settings:manage");
  const { undoSeconds, quietFrom, quietUntil, quietDays, dailyCap, allowsForeign, zone, ...settings } = await read(
    (tx) => workspaceSettings(tx),
  );
  const { frequencyLimit, frequencyDays } = settings;
  return (
    <SettingsFrame scope={scope} section="policies">
      <PoliciesForm
        action={updatePoliciesAction.bind(null, scope.slug)}
        policies={{
          ...{ undoSeconds, quietFrom, quietUntil, quietDays, dailyCap, allowsForeign, zone },
          ...{ frequencyLimit, frequencyDays },
        }}
      />
    </SettingsFrame>
  );
}
