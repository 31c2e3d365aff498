"use client";

import { useSyncExternalStore } from "react";

/** The refusal of an action for which the person must prove again who they are. */
const PROOF_NEEDED = "account.proof_needed";

type Settle = (isProved: boolean) => void;

let waiting: readonly Settle[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Settle[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether something waits for a proof; the desk of the page asks for it. */
export function useIsProofAsked(): boolean {
  return useSyncExternalStore(
    listen,
    () => waiting.length > 0,
    () => false,
  );
}

/** Tells everything that waits whether the person has proved who they are. */
export function settleProof(isProved: boolean): void {
  const asked = waiting;
  change([]);
  for (const settle of asked) settle(isProved);
}

function asksForProof(answer: unknown): boolean {
  if (typeof answer !== "object" || answer === null || !("error" in answer)) return false;
  const { error } = answer;
  return typeof error === "object" && error !== null && "code" in error && error.code === PROOF_NEEDED;
}

/**
 * Does something, and where the server first wants a proof of who the person is: asks for it and does it once more.
 * Without a proof the refusal is the answer. Forms and our own routes go through here already.
 */
export async function withProof<A>(act: () => Promise<A>): Promise<A> {
  const answer = await act();
  if (!asksForProof(answer) || listeners.size === 0) return answer;
  const isProved = await new Promise<boolean>((settle) => change([...waiting, settle]));
  return isProved ? act() : answer;
}
