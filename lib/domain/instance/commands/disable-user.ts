import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { UserInput } from "#lib/domain/instance/schema";
import type { AccountTx } from "#lib/infra/db/tenant";

type UserChange = z.output<typeof UserInput>;

const operators = { isOperator: true, disabledAt: null } as const;

/** Holds everybody who would change an operator until this transaction is over, so that the last one stays. */
async function lockOperators({ db }: AccountTx): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('tellal operators'))`;
}

/** Refuses when it would leave the instance without an operator. */
async function keepOne({ db }: AccountTx, userId: string): Promise<void> {
  const others = await db.user.count({ where: { ...operators, id: { not: userId } } });
  if (others === 0) throw new DomainError("instance.last_operator");
}

async function changeUser(
  { db }: AccountTx,
  where: { id: string; disabledAt?: null | { not: null }; isOperator?: boolean },
  data: { disabledAt?: Date | null; isOperator?: boolean },
): Promise<void> {
  const { count } = await db.user.updateMany({ where, data });
  if (count !== 1) throw new DomainError("instance.already_so");
}

const audited = ({ userId, reason }: UserChange): Audited<null> => {
  return { result: null, audit: { subject: userId, detail: { reason } } };
};

/**
 * Switches an account off: it cannot sign in, and what is signed in ends with its next request. Campaigns that stand on its
 * authority pause with the worker's next look (ADR 9).
 *
 * @throws DomainError `instance.last_operator`, `instance.already_so`.
 */
export async function disableUser(tx: AccountTx, change: UserChange): Promise<Audited<null>> {
  const { userId } = change;
  await lockOperators(tx);
  const user = await tx.db.user.findUnique({ where: { id: userId }, select: { isOperator: true } });
  if (user?.isOperator) await keepOne(tx, userId);
  await changeUser(tx, { id: userId, disabledAt: null }, { disabledAt: new Date() });
  await tx.db.loginSession.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: new Date() } });
  return audited(change);
}

/** Switches an account on again. @throws DomainError `instance.already_so`. */
export async function enableUser(tx: AccountTx, change: UserChange): Promise<Audited<null>> {
  await changeUser(tx, { id: change.userId, disabledAt: { not: null } }, { disabledAt: null });
  return audited(change);
}

/**
 * Makes an account an operator, or takes that from it.
 *
 * @throws DomainError `instance.last_operator`, `instance.already_so`.
 */
export async function setOperator(tx: AccountTx, change: UserChange, isOperator: boolean): Promise<Audited<null>> {
  const { userId, reason } = change;
  await lockOperators(tx);
  if (!isOperator) await keepOne(tx, userId);
  await changeUser(tx, { id: userId, isOperator: !isOperator }, { isOperator });
  return { result: null, audit: { subject: userId, detail: { reason, isOperator } } };
}
