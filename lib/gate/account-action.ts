import "server-only";
import { z } from "zod";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import type { Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { answer, plainInput } from "#lib/gate/action";
import { requireFresh } from "#lib/gate/fresh";
import type { ActionResult } from "#lib/gate/refusal";
import { currentUser } from "#lib/gate/user";
import { currentVisit } from "#lib/gate/visit";
import { locales } from "#lib/i18n/locale";
import { type AccountDoor, type AccountTx, withAccount } from "#lib/infra/db/tenant";

const Spoken = z.looseObject({ locale: z.enum(locales) });

/** An action of a signed-in person outside any workspace: one transaction, in which the own memberships are readable. */
export function defineUserAction<I extends z.ZodType, R>(spec: {
  readonly input: I;
  /** Dangerous: the person must have proved within 15 minutes who they are. */
  readonly fresh?: true;
  readonly run: (tx: AccountTx, input: z.output<I>, user: SignedInUser) => Promise<R>;
}) {
  return (input: unknown): Promise<ActionResult<R>> =>
    answer(async () => {
      const user = await signedIn();
      if (spec.fresh === true) requireFresh(user);
      const parsed = spec.input.parse(plainInput(input));
      return withAccount(user.id, (tx) => spec.run(tx, parsed, user));
    });
}

/** The same for what must work between transactions, such as hashing a password; it opens them itself. */
export function defineSlowUserAction<I extends z.ZodType, R>(spec: {
  readonly input: I;
  readonly fresh?: true;
  readonly run: (open: AccountDoor, input: z.output<I>, user: SignedInUser, visit: Visit) => Promise<R>;
}) {
  return (input: unknown): Promise<ActionResult<R>> =>
    answer(async () => {
      const user = await signedIn();
      if (spec.fresh === true) requireFresh(user);
      return spec.run(withAccount, spec.input.parse(plainInput(input)), user, await currentVisit());
    });
}

/**
 * An action that anyone may take, such as asking for a password reset. Its rate limit is its own business.
 *
 * A page that speaks another language than the request says so in its form (`locale`), and is refused in that.
 */
export function definePublicAction<I extends z.ZodType, R>(spec: {
  readonly input: I;
  readonly run: (open: AccountDoor, input: z.output<I>, visit: Visit) => Promise<R>;
}) {
  return (input: unknown): Promise<ActionResult<R>> => {
    const said = Spoken.safeParse(plainInput(input)).data?.locale;
    return answer(async () => spec.run(withAccount, spec.input.parse(plainInput(input)), await currentVisit()), said);
  };
}

async function signedIn(): Promise<SignedInUser> {
  const user = await currentUser();
  if (user === null) throw new DomainError("account.signed_out");
  return user;
}
