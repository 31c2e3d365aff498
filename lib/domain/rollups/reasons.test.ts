import { expect, it } from "vitest";
import { BOOK_CAMPAIGN } from "#lib/domain/messages/book-moves";
import { storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { campaignFigures } from "#lib/domain/rollups/queries";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();

// "Show 20 people" stood over a list of thirty, and who could be tried again was left out with the rare reasons.
it("the reasons of a campaign add up to those who did not get it, however many codes a provider has", async () => {
  const workspace = await makeWorkspace();
  const { campaignId } = await storeCampaign(
    workspace,
    Array.from({ length: 30 }, (_, n) => ({ state: "undelivered" as const, providerCode: `E${n}` })),
  );
  await workspace.sql(({ client, workspaceId }) => client.query(BOOK_CAMPAIGN, [workspaceId, campaignId]));
  const { figures, reasons } = await workspace.transact((tx) => campaignFigures(tx, campaignId));
  expect(reasons.reduce((sum, { messages }) => sum + messages, 0)).toBe(figures.lost);
  expect(figures.lost).toBe(30);
});

it("answers that were lost in several ways are one line, because they are told in the same words", async () => {
  const workspace = await makeWorkspace();
  const { campaignId } = await storeCampaign(
    workspace,
    ["timeout", "network", "network"].map((reason) => ({ state: "unknown" as const, reason })),
  );
  await workspace.sql(({ client, workspaceId }) => client.query(BOOK_CAMPAIGN, [workspaceId, campaignId]));
  const { reasons } = await workspace.transact((tx) => campaignFigures(tx, campaignId));
  expect(reasons).toEqual([{ state: "unknown", reason: null, providerCode: null, messages: 3 }]);
});
