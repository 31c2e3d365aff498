"use client";

import Search from "lucide-react/icons/search";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { Icon } from "#components/ui/icon";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import type { NavGroup } from "./navigation";
import { readKey, takesLetters } from "./shortcuts";

/** One line of the palette. */
export interface CommandItem {
  id: string;
  label: string;
  icon?: ReactNode;
  href?: string | undefined;
  onSelect?: (() => void | Promise<void>) | undefined;
  /** Other words people may type for it. */
  keywords?: readonly string[] | undefined;
  /** Its keys, such as `G C`. */
  keys?: string | undefined;
}

/** Lines under one heading. */
export interface CommandGroup {
  id: string;
  label: string;
  items: readonly CommandItem[];
}

interface CommandProps {
  nav: readonly NavGroup[];
  groups: readonly CommandGroup[];
  composeHref?: string | undefined;
  /** Whether single letters do anything; a person can switch them off. */
  hasKeys?: boolean | undefined;
}

const PREFIX_MS = 1500;

// Both are fetched when somebody reaches for them: over the button, or with the first half of the chord.
const loadPalette = () => import("#components/shell/command-palette");
const CommandPalette = lazy(() => loadPalette().then((part) => ({ default: part.CommandPalette })));
const KeyList = lazy(() => import("#components/shell/key-list").then((part) => ({ default: part.KeyList })));

const never = () => () => undefined;
const onApple = () => /mac|iphone|ipad/i.test(navigator.userAgent);
const onServer = () => false;

/** The search button of the top bar, the palette behind it, and the keys of every page. */
export function Command({ nav, groups, composeHref, hasKeys = true }: CommandProps) {
  const t = useTranslations("shell.palette");
  const router = useRouter();
  const isApple = useSyncExternalStore(never, onApple, onServer);
  const [shown, setShown] = useState<"nothing" | "palette" | "keys">("nothing");
  const prefixAt = useRef(Number.NEGATIVE_INFINITY);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Control" || event.key === "Meta") void loadPalette();
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const shortcut = readKey({
      key: event.key,
      hasCommand: event.ctrlKey || event.metaKey,
      hasAlt: event.altKey,
      isTyping: !hasKeys || takesLetters(event.target),
      afterPrefix: event.timeStamp - prefixAt.current < PREFIX_MS,
    });
    prefixAt.current = shortcut.kind === "prefix" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (shortcut.kind === "none" || shortcut.kind === "prefix") return;
    if (shortcut.kind === "palette") setShown(shown === "palette" ? "nothing" : "palette");
    if (shortcut.kind === "keys") setShown("keys");
    const place =
      shortcut.kind === "go"
        ? nav.flatMap((group) => group.items).find((item) => item.key === shortcut.key)
        : undefined;
    const href = shortcut.kind === "compose" ? composeHref : place?.href;
    if (href !== undefined) router.push(href);
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  const open = () => setShown("palette");
  const close = () => setShown("nothing");
  const preload = () => void loadPalette();
  return (
    <>
      <button
        type="button"
        className="cmd"
        aria-haspopup="dialog"
        onClick={open}
        onPointerEnter={preload}
        onFocus={preload}
      >
        <Icon of={Search} />
        <span className="trunc">{t("open")}</span>
        <kbd>{isApple ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      <button type="button" className="tb cmd-small" aria-haspopup="dialog" onClick={open} title={t("open")}>
        <Icon of={Search} size="large" />
        <VisuallyHidden>{t("open")}</VisuallyHidden>
      </button>
      <Suspense>
        {shown === "palette" && <CommandPalette groups={groups} onClose={close} onKeys={() => setShown("keys")} />}
        {shown === "keys" && <KeyList nav={nav} hasCompose={composeHref !== undefined} onClose={close} />}
      </Suspense>
    </>
  );
}
