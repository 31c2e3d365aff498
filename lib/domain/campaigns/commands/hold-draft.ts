import type { z } from "zod";
import type { HoldDraftInput } from "#lib/domain/campaigns/schema";
import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";

/** A page that was not heard of for so long holds its draft no more. */
const HELD_SECONDS = 40;

/** Who writes on a draft. */
export interface DraftHold {
  /** Name of the other person who does; null when it is the one who asked. */
  readonly heldBy: string | null;
}

/**
 * Holds a draft for the one who has it open, unless somebody else does; with `take` even then.
 *
 * It keeps two people from writing over each other unawares. What decides is the version that every save names: a save on
 * an older one is refused whoever holds the draft. Holding changes nothing that the history tells of.
 *
 * @throws DomainError `campaign.not_found`.
 */
export async function holdDraft(
  tx: TenantTx,
  { campaignId, take }: z.output<typeof HoldDraftInput>,
): Promise<DraftHold> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a draft is held by a person");
  const held = await db.$executeRaw`
    UPDATE campaigns SET held_by_id = ${actorId}::uuid, held_at = now()
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${campaignId}::uuid
      AND (${take} OR held_by_id IS NULL OR held_by_id = ${actorId}::uuid
        OR held_at < now() - ${HELD_SECONDS} * interval '1 second')`;
  if (held === 1) return { heldBy: null };
  const row = await db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId, id: campaignId } },
    select: { heldById: true },
  });
  if (row === null) throw new DomainError("campaign.not_found");
  const holder = await db.user.findUnique({ where: { id: row.heldById ?? "" }, select: { name: true } });
  return { heldBy: holder?.name ?? "" };
}
