"use client";

import { type ProofActions, ProofForm } from "#components/accounts/proof-form";

/** The question who one is as a page of its own; afterwards on to where the person was going. */
export function ProofPage({ actions, next }: { actions: ProofActions; next: string }) {
  // A whole load and not a change of view: the page that comes must see the login as it is now.
  return <ProofForm actions={actions} onProved={() => window.location.replace(next)} isBlock />;
}
