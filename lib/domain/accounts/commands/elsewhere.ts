import { countTry } from "#lib/domain/accounts/commands/count-tries";
import { type Entry, enterByOneProof } from "#lib/domain/accounts/commands/enter";
import { type OpenStep, openStep, takeStep } from "#lib/domain/accounts/commands/login-steps";
import { noteSecurity } from "#lib/domain/accounts/commands/note-security";
import { noteProof } from "#lib/domain/accounts/commands/prove";
import { requireOtherWay } from "#lib/domain/accounts/commands/ways-left";
import { isFresh } from "#lib/domain/accounts/login-session";
import { NAME_MAX, parseEmail } from "#lib/domain/accounts/model";
import { hasUsers, type SignedInUser } from "#lib/domain/accounts/queries";
import { MAIL_ADDRESS_TRIES } from "#lib/domain/accounts/try-limits";
import type { Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { isSignUpOpen } from "#lib/domain/instance/queries";
import { NO_PASSWORD } from "#lib/infra/crypto/password-hash";
import { newToken } from "#lib/infra/crypto/tokens";
import type { AccountDoor, AccountTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";
import { log } from "#lib/infra/log";
import { type ElsewhereClaims, elsewhereAddress, readElsewhere } from "#lib/infra/oauth/sign-in-server";

/** What signing in at the other server is for. */
export type ElsewherePurpose = "sign_in" | "link" | "prove";

/** Where to send the browser, and what it keeps until it comes back. */
export interface Departure {
  readonly url: string;
  readonly state: string;
}

/**
 * Begins a sign-in at the other server.
 *
 * @param next Where to go afterwards, checked.
 * @throws DomainError `account.elsewhere_off`; `account.elsewhere_failed` when that server cannot be reached.
 */
export async function beginElsewhere(
  open: AccountDoor,
  { purpose, next }: { purpose: ElsewherePurpose; next: string },
  user: SignedInUser | null,
  visit: Visit,
): Promise<Departure> {
  if (env().oidc === undefined) throw new DomainError("account.elsewhere_off");
  await countTry(MAIL_ADDRESS_TRIES, ["elsewhere", visit.ip]);
  const state = newToken();
  const url = await elsewhereAddress(state, purpose === "prove").catch((error: unknown) => {
    log.warn({ err: error }, "the sign-in server does not answer");
    throw new DomainError("account.elsewhere_failed");
  });
  const whose = user === null ? {} : { userId: user.id, sessionId: user.sessionId };
  await open(null, (tx) => openStep(tx, { kind: "elsewhere", token: state, ...whose, detail: { purpose, next } }));
  return { url, state };
}

/** Where a finished sign-in leads, and what it led to; no entry for an account that was only linked. */
export interface Arrival {
  readonly next: string;
  readonly entry: Entry | null;
}

/**
 * Ends a sign-in at the other server. The step is used up before anything is asked of that server.
 *
 * @param kept The state as this browser kept it.
 * @throws DomainError `account.step_over`, `account.elsewhere_failed`, `account.elsewhere_unverified`,
 * `account.elsewhere_taken`, `account.sign_up_closed`.
 */
export async function endElsewhere(
  open: AccountDoor,
  { answer, kept }: { answer: URLSearchParams; kept: string | null },
  user: SignedInUser | null,
  visit: Visit,
): Promise<Arrival> {
  if (kept === null || answer.get("state") !== kept) throw new DomainError("account.step_over");
  const step = await open(null, (tx) => takeStep(tx, "elsewhere", kept));
  if (step.sessionId !== null && step.sessionId !== user?.sessionId) throw new DomainError("account.step_over");
  const claims = await readElsewhere(answer, kept).catch((error: unknown) => {
    log.warn({ err: error }, "a sign-in elsewhere was not taken");
    throw new DomainError("account.elsewhere_failed");
  });
  const entry = await open(null, (tx) => actOn(tx, step, claims, user, visit));
  return { next: String(step.detail.next), entry };
}

async function actOn(
  tx: AccountTx,
  step: OpenStep,
  claims: ElsewhereClaims,
  user: SignedInUser | null,
  visit: Visit,
): Promise<Entry | null> {
  const { purpose } = step.detail;
  if (purpose === "sign_in") return signIn(tx, claims, visit);
  if (user === null) throw new DomainError("account.step_over");
  if (purpose === "link") return link(tx, claims, user, visit);
  const { issuer, subject } = claims;
  const known = await tx.db.identity.findUnique({ where: { issuer_subject: { issuer, subject } } });
  if (known?.userId !== user.id || !isFresh(claims.authTime, new Date())) {
    throw new DomainError("account.elsewhere_failed");
  }
  return { login: await noteProof(tx, user) };
}

async function link(tx: AccountTx, { issuer, subject }: ElsewhereClaims, user: SignedInUser, visit: Visit) {
  const data = { id: newId(), userId: user.id, issuer, subject };
  const { count } = await tx.db.identity.createMany({ data, skipDuplicates: true });
  if (count !== 1) throw new DomainError("account.elsewhere_taken");
  await noteSecurity(tx, user.id, "elsewhere_linked", visit, env().oidc?.name ?? null);
  return null;
}

async function signIn(tx: AccountTx, claims: ElsewhereClaims, visit: Visit): Promise<Entry> {
  const { issuer, subject } = claims;
  const known = await tx.db.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    include: { user: { select: { id: true, locale: true } } },
  });
  if (known === null) return enterByOneProof(tx, await openAccount(tx, claims, visit), visit);
  await tx.db.identity.update({ where: { id: known.id }, data: { lastUsedAt: new Date() } });
  return enterByOneProof(tx, known.user, visit);
}

/**
 * An account for somebody nobody knows here. An address that has an account already is not given away on the word of
 * another server: its person links the two from within.
 */
async function openAccount(tx: AccountTx, claims: ElsewhereClaims, visit: Visit) {
  const email = claims.verifiedEmail === null ? null : parseEmail(claims.verifiedEmail);
  if (email === null) throw new DomainError("account.elsewhere_unverified");
  const taken = await tx.db.user.findUnique({ where: { email }, select: { id: true } });
  if (taken !== null) throw new DomainError("account.elsewhere_taken");
  if (!(await hasUsers(tx)) || !(await isSignUpOpen(tx))) throw new DomainError("account.sign_up_closed");
  const id = newId();
  const said = (claims.name ?? "").normalize("NFC").replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "");
  const name = said.trim().slice(0, NAME_MAX) || (email.split("@")[0] ?? email);
  await tx.db.user.create({ data: { id, email, name, passwordHash: NO_PASSWORD, locale: visit.locale } });
  const { issuer, subject } = claims;
  await tx.db.identity.create({ data: { id: newId(), userId: id, issuer, subject, lastUsedAt: new Date() } });
  return { id, locale: visit.locale };
}

/**
 * Unlinks the account at the other server. The gate asks for a fresh proof before.
 *
 * @throws DomainError `account.last_way`.
 */
export async function unlinkElsewhere(tx: AccountTx, user: SignedInUser, visit: Visit): Promise<void> {
  const issuer = env().oidc?.issuer ?? "";
  const row = await tx.db.identity.findFirst({
    where: { userId: user.id, issuer: { in: [issuer, `${issuer}/`] } },
    select: { id: true },
  });
  if (row === null) return;
  await requireOtherWay(tx, user.id, { identityId: row.id });
  const { count } = await tx.db.identity.deleteMany({ where: { id: row.id, userId: user.id } });
  if (count === 1) await noteSecurity(tx, user.id, "elsewhere_unlinked", visit, env().oidc?.name ?? null);
}
