"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { readKey, type Shortcut, takesLetters } from "./shortcuts";

/** How long a letter may follow `G`, in milliseconds. */
const PREFIX_MS = 1500;

/** Listens for the keys of every page. `hasLetters` is false where a person switched single letters off. */
export function useShortcuts(hasLetters: boolean, onShortcut: (shortcut: Shortcut) => void): void {
  const prefixAt = useRef(Number.NEGATIVE_INFINITY);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const shortcut = readKey({
      key: event.key,
      hasCommand: event.ctrlKey || event.metaKey,
      hasAlt: event.altKey,
      isTyping: !hasLetters || takesLetters(event.target),
      afterPrefix: event.timeStamp - prefixAt.current < PREFIX_MS,
    });
    prefixAt.current = shortcut.kind === "prefix" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (shortcut.kind === "none" || shortcut.kind === "prefix") return;
    event.preventDefault();
    onShortcut(shortcut);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

/** Runs once when somebody begins to use the page: early enough to be ready, and no part of the first load. */
export function useFirstActivity(run: () => void): void {
  const onActivity = useEffectEvent(run);
  useEffect(() => {
    const signs = ["pointermove", "pointerdown", "keydown"] as const;
    const stop = () => {
      for (const sign of signs) document.removeEventListener(sign, act);
    };
    const act = () => {
      stop();
      onActivity();
    };
    for (const sign of signs) document.addEventListener(sign, act, { passive: true });
    return stop;
  }, []);
}
