"use client";

import type { ProofActions } from "#components/accounts/proof-form";
import { useIsProofAsked } from "#components/ui/proof-request";
import { useLate } from "#components/ui/use-late";

// Fetched when the first action asks for a proof: most visits need none.
const load = () => import("#components/accounts/proof-dialog").then((module) => module.ProofDialog);

/** Where a page asks who the person is before something dangerous. Every page has one. */
export function ProofDesk({ actions }: { actions: ProofActions }) {
  const isAsked = useIsProofAsked();
  const ProofDialog = useLate(load, isAsked);
  return ProofDialog && <ProofDialog isOpen={isAsked} actions={actions} />;
}
