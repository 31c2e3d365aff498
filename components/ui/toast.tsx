"use client";

import { useSyncExternalStore } from "react";
import type { ToastRequest } from "#components/ui/toast-request";
import { useLate } from "#components/ui/use-late";

let waiting: readonly ToastRequest[] = [];
const listeners = new Set<() => void>();
const nothing: readonly ToastRequest[] = [];

function change(next: readonly ToastRequest[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says something in the corner of the page. */
export function toast(request: ToastRequest): void {
  change([...waiting, request]);
}

// Fetched with the first thing to say.
const load = () => import("#components/ui/toast-viewport").then((module) => module.ToastViewport);

/** Where toasts appear. The shell has one. */
export function Toaster() {
  const requests = useSyncExternalStore(
    listen,
    () => waiting,
    () => nothing,
  );
  const ToastViewport = useLate(load, requests.length > 0);
  return ToastViewport && <ToastViewport requests={requests} onTaken={clear} />;
}

function clear(): void {
  change(nothing);
}
