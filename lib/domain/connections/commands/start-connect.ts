import type { Audited } from "#lib/domain/audit/model";
import { requireProviderOn } from "#lib/domain/instance/provider-queries";
import { Secret } from "#lib/infra/crypto/secret";
import { hashToken } from "#lib/infra/crypto/tokens";
import { sealIn } from "#lib/infra/crypto/vault";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import type { BegunConnect } from "#lib/infra/oauth/iletiniz";

/** A connect may take this long, from the first click to the return. */
export const CONNECT_MINUTES = 10;

/** What a connect begins with. `returnTo` was checked; `state` and `browserToken` are kept as hashes only. */
export interface StartedConnect {
  readonly begun: BegunConnect;
  readonly issuer: string;
  readonly state: string;
  readonly browserToken: string;
  readonly returnTo: string;
  readonly userId: string;
}

/** Writes down that a person began to connect: bound to them, this workspace and this browser, for ten minutes, once. @throws DomainError `connection.provider_off`. */
export async function startConnect(tx: TenantTx, started: StartedConnect): Promise<Audited<string>> {
  await requireProviderOn(tx, "iletiniz");
  const id = newId();
  // What is long over and holds no key is of no use to anybody.
  await tx.db.$executeRaw`
    DELETE FROM connect_transactions
    WHERE workspace_id = ${tx.workspaceId}::uuid AND expires_at < now() - interval '1 day' AND pending_sealed IS NULL`;
  const kept = JSON.stringify({
    verifier: started.begun.verifier.reveal(),
    promisesIssuer: started.begun.promisesIssuer,
  });
  const sealed = await sealIn(tx, { purpose: "connect", rowId: id }, new Secret(kept));
  // The database's clock measures the ten minutes at both ends.
  await tx.db.$executeRaw`
    INSERT INTO connect_transactions
      (workspace_id, id, user_id, provider, state_hash, browser_hash, verifier_sealed, issuer, return_to, expires_at)
    VALUES (${tx.workspaceId}::uuid, ${id}::uuid, ${started.userId}::uuid, 'iletiniz', ${hashToken(started.state)},
      ${hashToken(started.browserToken)}, ${sealed}, ${started.issuer},
      ${started.returnTo}, now() + ${CONNECT_MINUTES}::int * interval '1 minute')`;
  return { result: id, audit: { subject: null, detail: { provider: "iletiniz" } } };
}
