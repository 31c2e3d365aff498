import "server-only";
import type { z } from "zod";
import { countTry } from "#lib/domain/accounts/commands/count-tries";
import { hasAccount, openInvitedAccount } from "#lib/domain/accounts/commands/open-invited-account";
import { parseEmail } from "#lib/domain/accounts/model";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import { MAIL_ADDRESS_TRIES } from "#lib/domain/accounts/try-limits";
import type { NewLogin, Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { type Acceptance, acceptInvite } from "#lib/domain/team/commands/accept-invite";
import { askForInvite } from "#lib/domain/team/commands/ask-for-invite";
import { type Offer, readOffer } from "#lib/domain/team/queries";
import type { JoinInput } from "#lib/domain/team/schema";
import { writeHistory } from "#lib/gate/history";
import { hashToken } from "#lib/infra/crypto/tokens";
import { type AccountDoor, type AccountTx, bindWorkspace, lookUp, withAccount, withTenant } from "#lib/infra/db/tenant";

/** Where an invitation lies. */
interface Place {
  readonly workspaceId: string;
  readonly id: string;
}

type PlaceRow = { workspace_id: string; id: string };

async function placeOfToken(token: string): Promise<Place | null> {
  const rows = await lookUp<PlaceRow>("SELECT workspace_id, id FROM find_invite($1)", [hashToken(token)]);
  const row = rows[0];
  return row === undefined ? null : { workspaceId: row.workspace_id, id: row.id };
}

async function placesOfMailbox(email: string): Promise<Place[]> {
  const rows = await lookUp<PlaceRow>("SELECT workspace_id, id FROM invites_for($1)", [email]);
  return rows.map(({ workspace_id, id }) => ({ workspaceId: workspace_id, id }));
}

function offerAt({ workspaceId, id }: Place): Promise<Offer> {
  return withTenant({ workspaceId, actorId: null }, (tx) => readOffer(tx, id, new Date()));
}

/** What the holder of a link sees; null for a link that is unknown, used or taken back, which are not told apart. */
export type ShownOffer = Offer & {
  /** Whether the mailbox has an account already, so that it signs in rather than opens one. */
  readonly hasAccount: boolean;
};

/** Reads the invitation of a mailed link. Looking does not use it up. */
export async function offerOf(token: string): Promise<ShownOffer | null> {
  const place = await placeOfToken(token);
  if (place === null) return null;
  const offer = await offerAt(place);
  if (offer.state === "accepted" || offer.state === "revoked") return null;
  return { ...offer, hasAccount: await withAccount(null, (tx) => hasAccount(tx, offer.email)) };
}

/** The open invitations to the mailbox of a signed-in person. */
export async function offersFor(user: SignedInUser): Promise<Offer[]> {
  const places = await placesOfMailbox(user.email);
  return Promise.all(places.map(offerAt));
}

/** Takes an invitation inside a transaction that becomes one of its workspace, with its history entry. */
async function accept(account: AccountTx, workspaceId: string, acceptance: Acceptance): Promise<{ slug: string }> {
  const tx = await bindWorkspace(account, { workspaceId, actorId: acceptance.userId });
  const { result, audit } = await acceptInvite(tx, acceptance);
  await writeHistory(tx, "team.join", audit);
  return result;
}

async function acceptAt(open: AccountDoor, place: Place | null | undefined, user: SignedInUser) {
  if (!place) throw new DomainError("team.invite_gone");
  const acceptance = { inviteId: place.id, userId: user.id, email: user.email };
  return open(null, (account) => accept(account, place.workspaceId, acceptance));
}

/**
 * Takes the invitation of a mailed link for a signed-in person.
 *
 * @throws DomainError `team.invite_gone`, `team.invite_of_another`.
 */
export async function acceptByToken(open: AccountDoor, { token }: { token: string }, user: SignedInUser) {
  return acceptAt(open, await placeOfToken(token), user);
}

/**
 * Takes one of the open invitations to the person's own mailbox; an id of any other is an id of nothing.
 *
 * @throws DomainError `team.invite_gone`.
 */
export async function acceptListed(open: AccountDoor, { inviteId }: { inviteId: string }, user: SignedInUser) {
  const places = await placesOfMailbox(user.email);
  return acceptAt(
    open,
    places.find(({ id }) => id === inviteId),
    user,
  );
}

/**
 * Opens an account for the mailbox of an invitation and takes it, also where accounts are opened by invitation only: who
 * holds the link has read the mail, so the address is known to be the person's own.
 *
 * @throws DomainError `team.invite_gone`; `team.account_exists`; `account.weak_password`; `account.too_many_tries`.
 */
export async function joinByToken(
  open: AccountDoor,
  { token, name, password }: z.output<typeof JoinInput>,
  visit: Visit,
): Promise<{ login: NewLogin; slug: string }> {
  await countTry(MAIL_ADDRESS_TRIES, ["join", visit.ip]);
  const place = await placeOfToken(token);
  const offer = place === null ? null : await offerAt(place);
  const email = parseEmail(offer?.email ?? "");
  if (place === null || offer?.state !== "open" || email === null) throw new DomainError("team.invite_gone");
  let slug = "";
  const login = await openInvitedAccount(open, { name, email, password }, visit, async (account, userId) => {
    ({ slug } = await accept(account, place.workspaceId, { inviteId: place.id, userId, email }));
  });
  return { login, slug };
}

/** Asks the one who invited for a new invitation in place of one that ran out. The answer is the same whatever the link. */
export async function askAgain(_open: AccountDoor, { token }: { token: string }, visit: Visit): Promise<void> {
  await countTry(MAIL_ADDRESS_TRIES, ["invite", visit.ip]);
  const place = await placeOfToken(token);
  if (place === null) return;
  await withTenant({ workspaceId: place.workspaceId, actorId: null }, (tx) => askForInvite(tx, place.id));
}
