import "server-only";
import type { z } from "zod";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import { DomainError } from "#lib/domain/errors";
import { answer, plainInput } from "#lib/gate/action";
import type { ActionResult } from "#lib/gate/refusal";
import { currentUser } from "#lib/gate/user";
import { type AccountTx, withAccount } from "#lib/infra/db/tenant";

/** An action of a signed-in person outside any workspace, such as making one. */
export function defineUserAction<I extends z.ZodType, R>(spec: {
  readonly input: I;
  readonly run: (tx: AccountTx, input: z.output<I>, user: SignedInUser) => Promise<R>;
}) {
  return (input: unknown): Promise<ActionResult<R>> =>
    answer(async () => {
      const user = await currentUser();
      if (user === null) throw new DomainError("account.signed_out");
      const parsed = spec.input.parse(plainInput(input));
      return withAccount(user.id, (tx) => spec.run(tx, parsed, user));
    });
}

/** An action that anyone may take, such as asking for a password reset. Its rate limit is its own business. */
export function definePublicAction<I extends z.ZodType, R>(spec: {
  readonly input: I;
  readonly run: (input: z.output<I>) => Promise<R>;
}) {
  return (input: unknown): Promise<ActionResult<R>> =>
    answer(async () => spec.run(spec.input.parse(plainInput(input))));
}
