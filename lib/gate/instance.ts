import "server-only";
import type { InstanceNote } from "#lib/domain/instance/model";
import { isSignUpOpen, readSettings } from "#lib/domain/instance/queries";
import { type AccountTx, withAccount } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { canHavePasskeys } from "#lib/infra/passkeys";

/** What a page outside any workspace may say about this installation. */
export interface InstanceFacts {
  /** Host and port people reach it at. */
  readonly host: string;
  readonly address: string;
  /** Whether it has a mail server. */
  readonly canMail: boolean;
  /** Whether browsers make passkeys for its address. */
  readonly canHavePasskeys: boolean;
  /** Another server at which people may sign in, and what it is called. */
  readonly elsewhere: { readonly issuer: string; readonly name: string } | null;
}

/** The facts of this installation. */
export function instanceFacts(): InstanceFacts {
  const { appUrl, smtpUrl, oidc } = env();
  return {
    host: new URL(appUrl).host,
    address: appUrl,
    canMail: smtpUrl !== undefined,
    canHavePasskeys: canHavePasskeys(),
    elsewhere: oidc === undefined ? null : { issuer: oidc.issuer, name: oidc.name },
  };
}

/** Whether accounts can be opened without an invitation now. */
export function acceptsSignUps(): Promise<boolean> {
  return readPublic(isSignUpOpen);
}

let lastNote: { readonly note: InstanceNote | null; readonly readAt: number } | undefined;
const NOTE_MS = 5_000;

/** What the operator tells everybody now; at most five seconds old, so that it costs pages nothing. */
export async function currentNote(): Promise<InstanceNote | null> {
  if (lastNote === undefined || Date.now() - lastNote.readAt > NOTE_MS) {
    lastNote = { note: (await readPublic(readSettings)).note, readAt: Date.now() };
  }
  return lastNote.note;
}

/** Reads the shared tables for a page that anyone may open; what it shows of them is the page's own care. */
export function readPublic<T>(work: (tx: AccountTx) => Promise<T>): Promise<T> {
  return withAccount(null, work);
}

/** Reads the shared tables for a signed-in person, whose own memberships are readable. */
export function readOwn<T>(userId: string, work: (tx: AccountTx) => Promise<T>): Promise<T> {
  return withAccount(userId, work);
}
