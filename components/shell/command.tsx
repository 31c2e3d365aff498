"use client";

import Search from "lucide-react/icons/search";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { Icon } from "#components/ui/icon";
import { useLate } from "#components/ui/use-late";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import type { CommandGroup } from "./command-items";
import type { NavGroup } from "./navigation";
import { useFirstActivity, useShortcuts } from "./use-shortcuts";

interface CommandProps {
  nav: readonly NavGroup[];
  groups: readonly CommandGroup[];
  composeHref?: string | undefined;
  /** Whether single letters do anything; a person can switch them off. */
  hasKeys?: boolean | undefined;
}

const loadPalette = () => import("#components/shell/command-palette").then((module) => module.CommandPalette);
const loadKeys = () => import("#components/shell/key-list").then((module) => module.KeyList);

const never = () => () => undefined;
const onApple = () => /mac|iphone|ipad/i.test(navigator.userAgent);
const onServer = () => false;

/** The search button of the top bar, the palette behind it, and the keys of every page. */
export function Command({ nav, groups, composeHref, hasKeys = true }: CommandProps) {
  const t = useTranslations("shell.palette");
  const router = useRouter();
  const isApple = useSyncExternalStore(never, onApple, onServer);
  const [shown, setShown] = useState<"nothing" | "palette" | "keys">("nothing");
  const CommandPalette = useLate(loadPalette, shown === "palette");
  const KeyList = useLate(loadKeys, shown === "keys");
  useFirstActivity(() => void loadPalette());
  useShortcuts(hasKeys, (shortcut) => {
    if (shortcut.kind === "palette") setShown(shown === "palette" ? "nothing" : "palette");
    if (shortcut.kind === "keys") setShown("keys");
    const places = nav.flatMap((group) => group.items);
    const href =
      shortcut.kind === "compose"
        ? composeHref
        : shortcut.kind === "go" && places.find((item) => item.key === shortcut.key)?.href;
    if (href) router.push(href);
  });

  const open = () => setShown("palette");
  const close = () => setShown("nothing");
  return (
    <>
      <button type="button" className="cmd" aria-haspopup="dialog" onClick={open}>
        <Icon of={Search} />
        <span className="trunc">{t("open")}</span>
        <kbd>{isApple ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      <button type="button" className="tb cmd-small" aria-haspopup="dialog" onClick={open} title={t("open")}>
        <Icon of={Search} size="large" />
        <VisuallyHidden>{t("open")}</VisuallyHidden>
      </button>
      {CommandPalette && shown === "palette" && (
        <CommandPalette groups={groups} onClose={close} onKeys={() => setShown("keys")} />
      )}
      {KeyList && shown === "keys" && <KeyList nav={nav} hasCompose={composeHref !== undefined} onClose={close} />}
    </>
  );
}
