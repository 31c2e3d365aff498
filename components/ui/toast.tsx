"use client";

import { lazy, Suspense, useState, useSyncExternalStore } from "react";

/** Something to say that is not tied to a place on the page. What went wrong is said there as well, never here alone. */
export interface ToastRequest {
  text: string;
  /** `bad` stays until it is closed; the others go after six seconds, or later while the pointer or focus is on them. */
  tone: "ok" | "info" | "bad";
  /** One thing to do about it, as long as it is there: undo. */
  action?: { label: string; onPress: () => void } | undefined;
  /** A code for the log. */
  reference?: string | undefined;
}

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
const ToastViewport = lazy(() =>
  import("#components/ui/toast-viewport").then((part) => ({ default: part.ToastViewport })),
);

/** Where toasts appear. The shell has one. */
export function Toaster() {
  const [isNeeded, setNeeded] = useState(false);
  const requests = useSyncExternalStore(
    listen,
    () => waiting,
    () => nothing,
  );
  if (requests.length > 0 && !isNeeded) setNeeded(true);
  if (!isNeeded) return null;
  return (
    <Suspense>
      <ToastViewport requests={requests} onTaken={clear} />
    </Suspense>
  );
}

function clear(): void {
  change(nothing);
}
