"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Dialog } from "#components/ui/dialog";
import type { NavGroup } from "./navigation";

interface KeyListProps {
  nav: readonly NavGroup[];
  hasCompose: boolean;
  onClose: () => void;
}

/** The keys that work on every page. */
export function KeyList({ nav, hasCompose, onClose }: KeyListProps) {
  const t = useTranslations("shell.keys");
  const places = nav.flatMap((group) => group.items).filter((item) => item.key !== undefined);
  return (
    <Dialog isOpen onClose={onClose} title={t("title")}>
      <dl className="keys">
        <Keys does={t("palette")} keys={["Ctrl K", "⌘ K"]} />
        <Keys does={t("list")} keys={["?"]} />
        {hasCompose && <Keys does={t("compose")} keys={["C"]} />}
        {places.map((item) => (
          <Keys key={item.id} does={t("goTo", { place: item.label })} keys={[`G ${item.key?.toUpperCase()}`]} />
        ))}
      </dl>
    </Dialog>
  );
}

function Keys({ does, keys }: { does: ReactNode; keys: readonly string[] }) {
  return (
    <>
      <dt>{does}</dt>
      <dd className="row">
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dd>
    </>
  );
}
