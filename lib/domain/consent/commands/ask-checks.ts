import type { Audited } from "#lib/domain/audit/model";
import { openRegistry } from "#lib/domain/consent/registry-queries";
import type { NamedPeople } from "#lib/domain/consent/schema";
import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";
import { listOf, numbersOf, takeTurn } from "./named-people.ts";

/**
 * Has İYS asked about people; the answers come one by one.
 *
 * @throws DomainError `consent.no_registry` where no connection can ask; those of `numbersOf`.
 */
export async function askChecks(tx: TenantTx, people: NamedPeople): Promise<Audited<{ readonly people: number }>> {
  const registry = await openRegistry(tx);
  if (registry === null) throw new DomainError("consent.no_registry");
  const numbers = await numbersOf(tx, people);
  await takeTurn(tx);
  const count = await tx.db.$executeRaw`
    INSERT INTO iys_checks (workspace_id, msisdn, wanted_as)
    SELECT ${tx.workspaceId}::uuid, n.msisdn, ${registry.brand} || '/' || coalesce(c.list_type, ${registry.audience})
    FROM (${numbers}) n LEFT JOIN contacts c ON c.workspace_id = ${tx.workspaceId}::uuid AND c.msisdn = n.msisdn ORDER BY n.msisdn
    ON CONFLICT (workspace_id, msisdn) DO UPDATE SET wanted_at = now(), wanted_as = excluded.wanted_as`;
  const { workspaceId } = tx;
  await enqueue(tx.db, "consent.check", { workspaceId }, { singletonKey: workspaceId });
  return { result: { people: count }, audit: { subject: listOf(people), detail: { people: count } } };
}
