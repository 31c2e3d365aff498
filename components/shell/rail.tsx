"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { currentItem, type NavGroup } from "./navigation";

/** The places of a workspace: names beside icons, icons alone below 1081 px, gone on a phone, where the bottom bar is. */
export function Rail({ groups }: { groups: readonly NavGroup[] }) {
  const t = useTranslations("shell.nav");
  const current = currentItem(groups, usePathname());
  return (
    <nav className="rail" aria-label={t("main")}>
      {groups.map((group) => (
        <div key={group.id}>
          {group.label !== undefined && <p className="grp">{group.label}</p>}
          <ul>
            {group.items.map((item) => (
              <li key={item.id}>
                <Link href={item.href} title={item.label} aria-current={item.id === current ? "page" : undefined}>
                  {item.icon}
                  <span>{item.label}</span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
