import { DomainError } from "#lib/domain/errors";
import { hashToken } from "#lib/infra/crypto/tokens";
import type { AccountTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** What a step waits for. */
export type StepKind = "second_factor" | "passkey_sign_in" | "passkey_proof" | "passkey_register" | "elsewhere";

/** How long a step waits for its second half. */
export const STEP_MINUTES = 10;

interface NewStep {
  readonly kind: StepKind;
  /** What the browser brings back; only its hash is stored. */
  readonly token: string;
  readonly userId?: string;
  readonly sessionId?: string;
  readonly detail?: Readonly<Record<string, string | boolean>>;
}

/** Writes down a step that waits for its second half. */
export async function openStep(tx: AccountTx, { token, detail, ...step }: NewStep): Promise<void> {
  const expiresAt = new Date(Date.now() + STEP_MINUTES * 60_000);
  const data = { id: newId(), ...step, tokenHash: hashToken(token), detail: { ...detail }, expiresAt };
  await tx.db.loginStep.create({ data });
}

/** A step that still waits. */
export interface OpenStep {
  readonly id: string;
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Finds a step that still waits; null for an unknown, used or late one. Looking does not use it up. */
export async function findStep(tx: AccountTx, kind: StepKind, token: string): Promise<OpenStep | null> {
  const row = await tx.db.loginStep.findUnique({ where: { tokenHash: hashToken(token) } });
  if (row === null || row.kind !== kind || row.usedAt !== null || row.expiresAt <= new Date()) return null;
  const { id, userId, sessionId, detail } = row;
  const isPlain = typeof detail === "object" && detail !== null && !Array.isArray(detail);
  return { id, userId, sessionId, detail: isPlain ? { ...detail } : {} };
}

/**
 * Uses a step up. Of two uses at the same moment one wins.
 *
 * @throws DomainError `account.step_over`: unknown, used and late are not told apart.
 */
export async function takeStep(tx: AccountTx, kind: StepKind, token: string): Promise<OpenStep> {
  const step = await findStep(tx, kind, token);
  if (step === null) throw new DomainError("account.step_over");
  const { count } = await tx.db.loginStep.updateMany({
    where: { id: step.id, usedAt: null },
    data: { usedAt: new Date() },
  });
  if (count !== 1) throw new DomainError("account.step_over");
  return step;
}
