import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "#components/ui/avatar";
import { Icon } from "#components/ui/icon";
import { Menu } from "#components/ui/menu";
import type { MenuGroup } from "#components/ui/menu-items";
import { Logo } from "./logo";

export interface TopBarProps {
  homeHref: string;
  workspace: { name: string; menu: readonly MenuGroup[] };
  account: { name: string; menu: readonly MenuGroup[] };
  /** The search button with its palette. */
  command: ReactNode;
  /** What is left of the quota. */
  quota?: ReactNode;
  /** Stopping all sending; it stays at every width. */
  halt?: ReactNode;
  /** Theme and language. */
  controls?: ReactNode;
}

/** Head of every page of a workspace. */
export function TopBar({ homeHref, workspace, account, command, quota, halt, controls }: TopBarProps) {
  const t = useTranslations("shell");
  const product = useTranslations("common")("product");
  return (
    <header className="topbar">
      <div className="who">
        <Link href={homeHref} title={product} aria-label={product}>
          <Logo />
        </Link>
        <Menu
          label={t("workspace.switch")}
          buttonClassName="wsw"
          align="start"
          face={
            <>
              <span className="trunc">{workspace.name}</span>
              <Icon of={ChevronsUpDown} size="small" />
            </>
          }
          groups={workspace.menu}
        />
      </div>
      {command}
      <div className="tools">
        {quota !== undefined && (
          <>
            {quota}
            <span className="sep only-d" />
          </>
        )}
        {halt}
        {controls}
        <Menu
          label={t("account.label", { name: account.name })}
          buttonClassName="tb"
          face={
            <>
              <Avatar name={account.name} />
              <span className="vh">{t("account.label", { name: account.name })}</span>
            </>
          }
          groups={account.menu}
        />
      </div>
    </header>
  );
}
