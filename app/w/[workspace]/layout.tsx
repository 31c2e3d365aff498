import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "#components/shell/app-shell";
import { HaltButton } from "#components/shell/stop-buttons";
import { StopWatch } from "#components/shell/stop-watch";
import { shellFacts } from "#lib/domain/connections/shell-queries";
import { currentStop, stopMark } from "#lib/domain/workspaces/settings-queries";
import { openPage } from "#lib/gate/page";
import { workspacesOf } from "#lib/gate/scope";
import { PreferenceControls } from "../../preferences/controls";
import { KEYS_COOKIE } from "../../preferences/theme";
import { accountMenu, placesOf, shellCommands, workspaceMenu } from "./_parts/shell";
import { ShellBanner, ShellQuotaChip } from "./_parts/shell-facts";
import { StopBanner } from "./_parts/stop-banner";
import { haltSendingAction } from "./actions";

interface WorkspaceLayoutProps {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}

// The frame only: it is not drawn again when a person goes from page to page, so each page checks for itself who asks.
export default async function WorkspaceLayout({ params, children }: WorkspaceLayoutProps) {
  const { workspace } = await params;
  const { user, scope, read } = await openPage(workspace, "workspace:read");
  const [choices, { banner, quota, stop }] = await Promise.all([
    workspacesOf(user.id),
    read(async (tx) => ({ ...(await shellFacts(tx)), stop: await currentStop(tx) })),
  ]);
  const home = `/w/${scope.slug}`;
  const compose = `${home}/campaigns/new`;
  const connections = `${home}/connections`;
  const ofConnections =
    banner === null ? undefined : <ShellBanner banner={banner} connections={connections} zone={scope.zone} />;
  const gravest = stop === null ? ofConnections : <StopBanner stop={stop} scope={scope} />;
  return (
    <AppShell
      homeHref={home}
      workspace={{ name: scope.workspaceName, menu: await workspaceMenu(choices, scope.slug) }}
      account={{ name: user.name, menu: await accountMenu(user) }}
      nav={await placesOf(scope)}
      commands={await shellCommands(choices, scope, scope.may("campaigns:write") ? compose : undefined)}
      compose={scope.may("campaigns:write") ? { href: compose, orangeOn: [home] } : undefined}
      hasKeys={(await cookies()).get(KEYS_COOKIE)?.value !== "off"}
      controls={<PreferenceControls />}
      quota={quota === null ? undefined : <ShellQuotaChip quota={quota} href={connections} />}
      halt={
        stop === null && scope.may("sending:halt") ? (
          <HaltButton action={haltSendingAction.bind(null, scope.slug, {})} />
        ) : undefined
      }
      banner={gravest}
    >
      <StopWatch slug={scope.slug} mark={stopMark(stop)} />
      {children}
    </AppShell>
  );
}
