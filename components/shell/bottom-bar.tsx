"use client";

import { clsx } from "clsx";
import Ellipsis from "lucide-react/icons/ellipsis";
import Plus from "lucide-react/icons/plus";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon";
import { Menu } from "#components/ui/menu";
import { currentItem, type NavGroup } from "./navigation";

interface BottomBarProps {
  groups: readonly NavGroup[];
  /** The one thing a thumb should reach; orange on the pages named, which show nothing else in orange on a phone. */
  compose?: { href: string; orangeOn?: readonly string[] | undefined } | undefined;
}

/** How many places stand in the bar; the rest are behind the last button. */
const IN_BAR = 3;

/** Navigation of a phone. */
export function BottomBar({ groups, compose }: BottomBarProps) {
  const t = useTranslations("shell.nav");
  const pathname = usePathname();
  const current = currentItem(groups, pathname);
  const items = groups.flatMap((group) => group.items);
  const shown = items.slice(0, IN_BAR);
  const rest = items.slice(IN_BAR);
  const isInRest = rest.some((item) => item.id === current);
  const places = shown.map((item) => (
    <Link key={item.id} href={item.href} aria-current={item.id === current ? "page" : undefined}>
      {item.icon}
      {item.label}
    </Link>
  ));
  return (
    <nav className="bottombar" aria-label={t("bottom")}>
      {places.slice(0, 2)}
      {compose !== undefined && (
        <Link className={clsx("new", compose.orangeOn?.includes(pathname) && "p")} href={compose.href}>
          <span className="o">
            <Icon of={Plus} />
          </span>
          <span className="vh">{t("newCampaign")}</span>
        </Link>
      )}
      {places.slice(2)}
      {rest.length > 0 && (
        <Menu
          label={t("more")}
          buttonClassName={clsx("more", isInRest && "on")}
          face={
            <>
              <Icon of={Ellipsis} />
              {t("more")}
            </>
          }
          groups={groups
            .map((group) => ({
              id: group.id,
              label: group.label,
              items: group.items
                .filter((item) => rest.includes(item))
                .map(({ id, label, icon, href }) => ({ id, label, icon, href, isCurrent: id === current })),
            }))
            .filter((group) => group.items.length > 0)}
        />
      )}
    </nav>
  );
}
