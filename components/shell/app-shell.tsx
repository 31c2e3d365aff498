import type { ReactNode } from "react";
import { Toaster } from "#components/ui/toast";
import { BottomBar } from "./bottom-bar";
import { Command } from "./command";
import type { CommandGroup } from "./command-items";
import type { NavGroup } from "./navigation";
import { Rail } from "./rail";
import { CONTENT_ID, SkipLink } from "./skip-link";
import { TopBar, type TopBarProps } from "./top-bar";

interface AppShellProps extends Omit<TopBarProps, "command"> {
  /** Only places that have a page. */
  nav: readonly NavGroup[];
  /** What the palette offers besides the list of keys. */
  commands: readonly CommandGroup[];
  /** Where something new is written; `orangeOn` names the addresses where a phone shows it in orange. */
  compose?: { href: string; orangeOn?: readonly string[] | undefined } | undefined;
  /** Whether single letters do anything. */
  hasKeys?: boolean | undefined;
  /** The gravest thing to know about the workspace, if any: one banner, never two. */
  banner?: ReactNode;
  children: ReactNode;
}

/** The frame around every page of a workspace. */
export function AppShell({ nav, commands, compose, hasKeys, banner, children, ...bar }: AppShellProps) {
  return (
    <>
      <SkipLink />
      <div className="app">
        <TopBar
          {...bar}
          command={<Command nav={nav} groups={commands} composeHref={compose?.href} hasKeys={hasKeys} />}
        />
        <Rail groups={nav} />
        <main className="main" id={CONTENT_ID} tabIndex={-1}>
          {banner !== undefined && <div className="shell-banner">{banner}</div>}
          {children}
        </main>
        <BottomBar groups={nav} compose={compose} />
      </div>
      <Toaster />
    </>
  );
}
