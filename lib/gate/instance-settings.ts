import "server-only";
import { env } from "#lib/infra/env";

/** Whether this instance has every campaign signed before it starts. */
export function isSignatureAsked(): boolean {
  return env().signatureGate !== null;
}
