import { expect, it } from "vitest";
import { storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { periodOptOuts } from "#lib/domain/rollups/opt-out-queries";
import type { ReportFilter } from "#lib/domain/rollups/queries";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();

// "40 people opted out, 800% of those delivered" stood over the report of five codes.
it("a filter counts those who refused after a message of it, not everybody who refused", async () => {
  const workspace = await makeWorkspace();
  const at = (hour: number) => new Date(Date.UTC(2026, 2, 10, hour));
  await storeCampaign(workspace, [
    { sender: "MAGAZA", acceptedAt: at(8) },
    { sender: "OTP", source: "verification", campaignId: null, acceptedAt: at(8) },
    { sender: "MAGAZA", acceptedAt: at(8 - 80) },
    { sender: "MAGAZA", acceptedAt: at(12) },
  ]);
  await workspace.transact(({ db, workspaceId }) =>
    db.suppression.createMany({
      data: [0, 1, 2, 3, 4].map((n) => ({
        ...{ workspaceId, msisdn: 905_320_000_100n + BigInt(n), reason: "x", source: "page", createdAt: at(10) },
      })),
    }),
  );
  const day = { from: "2026-03-10", to: "2026-03-10" };
  const count = (filter?: ReportFilter) =>
    workspace.transact((tx) => periodOptOuts(tx, day, "Europe/Istanbul", filter));
  expect(await count()).toBe(5);
  expect(await count({ sender: "MAGAZA" })).toBe(1);
  expect(await count({ source: "verification" })).toBe(1);
  expect(await count({ sender: "MAGAZA", source: "verification" })).toBe(0);
});
