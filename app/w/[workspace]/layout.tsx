import type { ReactNode } from "react";
import { AppShell } from "#components/shell/app-shell";
import { openPage } from "#lib/gate/page";
import { workspacesOf } from "#lib/gate/scope";
import { PreferenceControls } from "../../preferences/controls";
import { accountMenu, placesOf, shellCommands, workspaceMenu } from "./_parts/shell";

interface WorkspaceLayoutProps {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}

// The frame only: it is not drawn again when a person goes from page to page, so each page checks for itself who asks.
export default async function WorkspaceLayout({ params, children }: WorkspaceLayoutProps) {
  const { workspace } = await params;
  const { user, scope } = await openPage(workspace, "workspace:read");
  const choices = await workspacesOf(user.id);
  const home = `/w/${scope.slug}`;
  const compose = `${home}/campaigns/new`;
  return (
    <AppShell
      homeHref={home}
      workspace={{ name: scope.workspaceName, menu: await workspaceMenu(choices, scope.slug) }}
      account={{ name: user.name, menu: await accountMenu(user.email) }}
      nav={await placesOf(home)}
      commands={await shellCommands(choices, scope.slug, scope.may("campaigns:write") ? compose : undefined)}
      compose={scope.may("campaigns:write") ? { href: compose, orangeOn: [home] } : undefined}
      controls={<PreferenceControls />}
    >
      {children}
    </AppShell>
  );
}
