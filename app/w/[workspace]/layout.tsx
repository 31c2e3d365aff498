import type { ReactNode } from "react";
import { AppShell } from "#components/shell/app-shell";
import { shellFacts } from "#lib/domain/connections/shell-queries";
import { openPage } from "#lib/gate/page";
import { workspacesOf } from "#lib/gate/scope";
import { PreferenceControls } from "../../preferences/controls";
import { accountMenu, placesOf, shellCommands, workspaceMenu } from "./_parts/shell";
import { ShellBanner, ShellQuotaChip } from "./_parts/shell-facts";

interface WorkspaceLayoutProps {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}

// The frame only: it is not drawn again when a person goes from page to page, so each page checks for itself who asks.
export default async function WorkspaceLayout({ params, children }: WorkspaceLayoutProps) {
  const { workspace } = await params;
  const { user, scope, read } = await openPage(workspace, "workspace:read");
  const [choices, { banner, quota }] = await Promise.all([workspacesOf(user.id), read((tx) => shellFacts(tx))]);
  const home = `/w/${scope.slug}`;
  const compose = `${home}/campaigns/new`;
  const connections = `${home}/connections`;
  return (
    <AppShell
      homeHref={home}
      workspace={{ name: scope.workspaceName, menu: await workspaceMenu(choices, scope.slug) }}
      account={{ name: user.name, menu: await accountMenu(user.email) }}
      nav={await placesOf(home)}
      commands={await shellCommands(choices, scope.slug, scope.may("campaigns:write") ? compose : undefined)}
      compose={scope.may("campaigns:write") ? { href: compose, orangeOn: [home] } : undefined}
      controls={<PreferenceControls />}
      quota={quota === null ? undefined : <ShellQuotaChip quota={quota} href={connections} />}
      banner={banner === null ? undefined : <ShellBanner banner={banner} connections={connections} zone={scope.zone} />}
    >
      {children}
    </AppShell>
  );
}
