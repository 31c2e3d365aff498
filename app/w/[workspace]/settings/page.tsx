import { notFound, redirect } from "next/navigation";
import { openPage } from "#lib/gate/page";
import { settingsOf } from "./_parts/sections";

interface SettingsPageProps {
  params: Promise<{ workspace: string }>;
}

/** Leads to the first section the member may open. */
export default async function SettingsPage({ params }: SettingsPageProps) {
  const { workspace } = await params;
  const { scope } = await openPage(workspace, "workspace:read");
  const [first] = settingsOf(scope);
  if (first === undefined) notFound();
  redirect(`/w/${scope.slug}/settings/${first}`);
}
