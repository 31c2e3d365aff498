import { clsx } from "clsx";
import Link from "next/link";
import { CurrentInView } from "#components/ui/current-in-view";
import type { LinkItem } from "#components/ui/segmented";

/** Tabs whose choice is kept in the address, so that it can be shared and the back button works. */
export function LinkTabs({ label, items }: { label: string; items: readonly LinkItem[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.isCurrent ? "page" : undefined}
          className={clsx(item.isCurrent && "on")}
        >
          {item.label}
        </Link>
      ))}
      <CurrentInView key={items.find((item) => item.isCurrent)?.href} />
    </nav>
  );
}
