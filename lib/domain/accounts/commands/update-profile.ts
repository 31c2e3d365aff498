import type { SignedInUser } from "#lib/domain/accounts/queries";
import type { AccountTx } from "#lib/infra/db/tenant";

/** Changes the own name and language; mails come in that language. */
export async function updateProfile(
  tx: AccountTx,
  input: { name: string; locale: "tr" | "en" },
  user: SignedInUser,
): Promise<void> {
  await tx.db.user.update({ where: { id: user.id }, data: input });
}
