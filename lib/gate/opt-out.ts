import "server-only";
import { refuseBySelf } from "#lib/domain/consent/commands/refuse-by-self";
import { requireMsisdn } from "#lib/domain/contacts/typed-number";
import { DomainError } from "#lib/domain/errors";
import { writeAudit } from "#lib/gate/audit";
import { lookUp, withTenant } from "#lib/infra/db/tenant";
import { countAgainst } from "#lib/infra/rate-limit";

/** One address may be a shop's tablet or a whole operator, so the limit is wide; the page of one workspace has its own. */
const BY_ADDRESS = { name: "opt-out-address", points: 60, seconds: 600 } as const;
const BY_PAGE = { name: "opt-out-page", points: 2_000, seconds: 3_600 } as const;

/** The page of a workspace on which people refuse. */
export interface OptOutPage {
  readonly workspaceId: string;
  /** Who sends the messages, as the person knows it. */
  readonly brand: string;
}

/** Finds the page behind an address; null where there is none. */
export async function findOptOutPage(code: string): Promise<OptOutPage | null> {
  if (!/^[0-9a-f]{12}$/.test(code)) return null;
  const [row] = await lookUp<{ workspace_id: string }>("SELECT workspace_id FROM workspace_with_opt_out_code($1)", [
    code,
  ]);
  if (row === undefined) return null;
  const workspaceId = row.workspace_id;
  return withTenant({ workspaceId, actorId: null }, async ({ db }) => {
    const { name, tradeName } = await db.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { name: true, tradeName: true },
    });
    return { workspaceId, brand: tradeName || name };
  });
}

/**
 * Takes the refusal of whoever says that a number is theirs. A refusal by somebody else harms little and is undone by a
 * later consent, so nobody is asked to prove it. The answer is the same whether the number is known or not.
 *
 * @throws DomainError `person.number_not_valid`, `opt_out.gone`, `opt_out.too_many`.
 */
export async function optOut(code: string, typed: string, address: string): Promise<void> {
  const page = await findOptOutPage(code);
  if (page === null) throw new DomainError("opt_out.gone");
  const msisdn = requireMsisdn(typed);
  for (const [rule, key] of [[BY_ADDRESS, address] as const, [BY_PAGE, code] as const]) {
    const verdict = await countAgainst(rule, key);
    if (!verdict.allowed) throw new DomainError("opt_out.too_many", { seconds: verdict.retryAfterSeconds });
  }
  await withTenant({ workspaceId: page.workspaceId, actorId: null }, async (tx) => {
    const isNew = await refuseBySelf(tx, { msisdn, via: "page", at: new Date(), proof: `/o/${code}` });
    if (isNew) await writeAudit(tx, "consent.opt_out", { subject: null, detail: { source: "page" } });
  });
}
