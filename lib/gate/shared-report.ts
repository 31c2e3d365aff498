import "server-only";
import type { CampaignState } from "#lib/domain/campaigns/model";
import { type Bill, billOf } from "#lib/domain/reports/bill";
import { estimatedParts } from "#lib/domain/reports/queries";
import type { DeliveryEstimate } from "#lib/domain/rollups/estimate";
import { campaignEstimate } from "#lib/domain/rollups/estimate-queries";
import type { CampaignFigures } from "#lib/domain/rollups/model";
import { optOutsWithin72h } from "#lib/domain/rollups/opt-out-queries";
import { campaignFigures } from "#lib/domain/rollups/queries";
import { hashToken } from "#lib/infra/crypto/tokens";
import { lookUp, withTenant } from "#lib/infra/db/tenant";

/** What a link to a report shows: figures, and of names only those of the workspace, the campaign and the sender. */
export interface SharedReport extends CampaignFigures {
  readonly workspaceName: string;
  readonly zone: string;
  readonly name: string;
  readonly sender: string;
  readonly state: CampaignState;
  readonly people: number;
  readonly preparedAt: Date | null;
  readonly bill: Bill;
  readonly optOuts: readonly number[];
  readonly estimate: DeliveryEstimate | null;
}

/**
 * Finds the report that a link leads to; null alike for a link that never was, has expired or was closed.
 *
 * Nothing of a recipient leaves here: neither number nor text, nor who of the team did what.
 */
export async function findSharedReport(token: string): Promise<SharedReport | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const [row] = await lookUp<{ workspace_id: string; id: string }>(
    "SELECT workspace_id, id FROM find_report_share($1)",
    [hashToken(token)],
  );
  if (row === undefined) return null;
  const workspaceId = row.workspace_id;
  return withTenant({ workspaceId, actorId: null }, async (tx) => {
    const campaign = await tx.db.campaign.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id: row.id } },
      select: { name: true, state: true, people: true, senderName: true, preparedAt: true },
    });
    const workspace = await tx.db.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { name: true, tradeName: true, zone: true },
    });
    const results = await campaignFigures(tx, row.id);
    return {
      ...results,
      workspaceName: workspace.tradeName || workspace.name,
      zone: workspace.zone,
      ...{ name: campaign.name, state: campaign.state, people: campaign.people, preparedAt: campaign.preparedAt },
      sender: campaign.senderName ?? "",
      bill: billOf(results.figures, results.byParts, await estimatedParts(tx, row.id)),
      optOuts: await optOutsWithin72h(tx, row.id),
      estimate: await campaignEstimate(tx, row.id, results.figures),
    };
  });
}
