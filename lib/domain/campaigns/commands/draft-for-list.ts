import type { Audited } from "#lib/domain/audit/model";
import { freeName } from "#lib/domain/campaigns/free-name-queries";
import { type PublicId, parsePublicId, toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { defaultWayOut } from "./create-draft.ts";

/** Starts a draft to a list that was just asked for; it may be written while the list is being made. */
export async function draftForList(
  tx: TenantTx,
  { importId, label }: { readonly importId: PublicId<"import">; readonly label: string },
): Promise<Audited<PublicId<"campaign">>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a draft is written by a person");
  const id = newId();
  const name = await freeName(tx, label);
  const list = parsePublicId("import", importId);
  const wayOut = await defaultWayOut(tx);
  await db.campaign.create({ data: { workspaceId, id, name, createdById: actorId, importId: list, ...wayOut } });
  const campaignId = toPublicId("campaign", id);
  return { result: campaignId, audit: { subject: campaignId, detail: { name } } };
}
