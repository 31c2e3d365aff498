import { env } from "#lib/infra/env";
import { http } from "#lib/infra/shared-http";
import type { SignatureGate } from "#lib/infra/signature/gate";
import { sandboxSignatureGate } from "#lib/infra/signature/sandbox";

/** The gate that this instance is set to; null when it is off. */
export function signatureGate(): SignatureGate | null {
  const setting = env().signatureGate;
  return setting === null ? null : sandboxSignatureGate(http(), setting.url);
}
