import "server-only";
import { exampleOptOutToken, readOptOutToken } from "#lib/domain/campaigns/opt-out-link";
import { personOfLink } from "#lib/domain/campaigns/opt-out-link-queries";
import { refuseBySelf } from "#lib/domain/consent/commands/refuse-by-self";
import type { Msisdn } from "#lib/domain/contacts/model";
import { requireMsisdn } from "#lib/domain/contacts/typed-number";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { writeAudit } from "#lib/gate/audit";
import type { Locale } from "#lib/i18n/locale";
import { lookUp, type TenantTx, withTenant } from "#lib/infra/db/tenant";
import { countAgainst } from "#lib/infra/rate-limit";

/** One address may be a shop's tablet or a whole operator, so the limit is wide; the page of one workspace has its own. */
const BY_ADDRESS = { name: "opt-out-address", points: 60, seconds: 600 } as const;
const BY_PAGE = { name: "opt-out-page", points: 2_000, seconds: 3_600 } as const;

/** The page of a workspace on which people refuse. */
export interface OptOutPage {
  readonly workspaceId: string;
  /** Who sends the messages, as the person knows it. */
  readonly brand: string;
  /** The language of the workspace. */
  readonly locale: Locale;
  /** Whose own address it is, and the campaign that brought it; null where everybody types a number. */
  readonly person: { readonly msisdn: Msisdn; readonly campaignId: PublicId<"campaign"> } | null;
}

interface Place {
  readonly workspace_id: string;
  readonly campaign_id: string | null;
}

const OF_WORKSPACE = "SELECT workspace_id, NULL::uuid AS campaign_id FROM workspace_with_opt_out_code($1)";
const OF_CAMPAIGN = "SELECT workspace_id, id AS campaign_id FROM campaigns_with_link_code($1)";

async function pageAt(tx: TenantTx, { workspace_id: workspaceId, campaign_id: campaignId }: Place, code: string) {
  const { name, tradeName, locale } = await tx.db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { name: true, tradeName: true, locale: true },
  });
  const msisdn = campaignId === null ? null : await personOfLink(tx, campaignId, code);
  const person =
    campaignId === null || msisdn === null ? null : { msisdn, campaignId: toPublicId("campaign", campaignId) };
  const page: OptOutPage = {
    ...{ workspaceId, brand: tradeName || name, person },
    locale: locale === "en" ? "en" : "tr",
  };
  return page;
}

/**
 * Finds the page behind an address: a person's own, or that of a workspace. Null where there is none.
 *
 * Of a person's own address whose number is not kept any more the page of its workspace is left: somebody who has it must
 * be able to refuse, with the number typed.
 */
export async function findOptOutPage(code: string): Promise<OptOutPage | null> {
  const token = readOptOutToken(code);
  if (token === null && !/^[0-9a-f]{12}$/.test(code)) return null;
  const places =
    token === null ? await lookUp<Place>(OF_WORKSPACE, [code]) : await lookUp<Place>(OF_CAMPAIGN, [token.code]);
  const pages = await Promise.all(
    places.map((place) =>
      withTenant({ workspaceId: place.workspace_id, actorId: null }, (tx) => pageAt(tx, place, code)),
    ),
  );
  return pages.find(({ person }) => person !== null) ?? (pages.length === 1 ? (pages[0] ?? null) : null);
}

/** Whether an address is the example that tests and previews show. */
export function isOptOutExample(code: string): boolean {
  return code === exampleOptOutToken;
}

/**
 * Takes the refusal of whoever has an address of their own, or says that a number is theirs. A refusal by somebody else harms
 * little and is undone by a later consent, so nobody is asked to prove it. The answer is the same whether the number is known
 * or not, and however often it is given.
 *
 * @param typed The number, where the address is nobody's own.
 * @throws DomainError `person.number_not_valid`, `opt_out.gone`, `opt_out.too_many`.
 */
export async function optOut(code: string, typed: string, address: string): Promise<void> {
  const page = await findOptOutPage(code);
  if (page === null) throw new DomainError("opt_out.gone");
  const msisdn = page.person?.msisdn ?? requireMsisdn(typed);
  for (const [rule, key] of [[BY_ADDRESS, address] as const, [BY_PAGE, page.workspaceId] as const]) {
    const verdict = await countAgainst(rule, key);
    if (!verdict.allowed) throw new DomainError("opt_out.too_many", { seconds: verdict.retryAfterSeconds });
  }
  const campaignId = page.person?.campaignId ?? null;
  await withTenant({ workspaceId: page.workspaceId, actorId: null }, async (tx) => {
    const proof = campaignId === null ? `/o/${code}` : `/o/ ${campaignId}`;
    const isNew = await refuseBySelf(tx, { msisdn, via: "page", at: new Date(), proof });
    if (isNew) await writeAudit(tx, "consent.opt_out", { subject: campaignId, detail: { source: "page" } });
  });
}
