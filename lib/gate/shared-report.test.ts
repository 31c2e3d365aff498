import { beforeEach, describe, expect, it } from "vitest";
import { toPublicId } from "#lib/domain/ids";
import { BOOK_CAMPAIGN } from "#lib/domain/messages/book-moves";
import { storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { shareReport } from "#lib/domain/reports/commands/share-report";
import { unshareReport } from "#lib/domain/reports/commands/unshare-report";
import { reportLinks } from "#lib/domain/reports/queries";
import { ShareInput, UnshareInput } from "#lib/domain/reports/schema";
import { findSharedReport } from "#lib/gate/shared-report";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();

let workspace: TestWorkspace;
let campaignId: string;
beforeEach(async () => {
  workspace = await makeWorkspace();
  ({ campaignId } = await storeCampaign(workspace, [
    { state: "delivered", body: "Sayın Işıl Gizli", acceptedAt: new Date() },
    { state: "undelivered", providerCode: "404", acceptedAt: new Date() },
  ]));
  await workspace.sql(({ client, workspaceId }) => client.query(BOOK_CAMPAIGN, [workspaceId, campaignId]));
});

const input = (days: 7 | 30 | 90 = 7) => ShareInput.parse({ campaignId: toPublicId("campaign", campaignId), days });
const share = async () => (await workspace.transact((tx) => shareReport(tx, input()))).result;
const tokenOf = (address: string) => address.split("/r/")[1] ?? "";
const links = () => workspace.transact((tx) => reportLinks(tx, campaignId));

describe("a link to a report", () => {
  it("opens the figures, and nothing of anybody who got it or wrote it", async () => {
    const report = await findSharedReport(tokenOf(await share()));
    expect(report).toMatchObject({ name: "Ev haftası", people: 2, figures: { delivered: 1, lost: 1, parts: 2 } });
    const everything = JSON.stringify(report);
    for (const secret of ["90532", "Gizli", workspace.person.name]) expect(everything).not.toContain(secret);
  });

  it("is kept as a hash alone (R-028)", async () => {
    const token = tokenOf(await share());
    expect(token).toMatch(/^[\w-]{43}$/);
    const rows = await workspace.transact(({ db, workspaceId }) => db.reportShare.findMany({ where: { workspaceId } }));
    expect(Buffer.from(JSON.stringify(rows)).toString("latin1")).not.toContain(token);
    expect(rows.every(({ tokenHash }) => tokenHash.length === 32)).toBe(true);
  });

  it("opens nothing once it is closed, and is closed once", async () => {
    const token = tokenOf(await share());
    const [link] = await links();
    const close = UnshareInput.parse({ campaignId: toPublicId("campaign", campaignId), shareId: link?.id });
    await workspace.transact((tx) => unshareReport(tx, close));
    expect(await findSharedReport(token)).toBeNull();
    expect(await links()).toEqual([]);
    await expect(workspace.transact((tx) => unshareReport(tx, close))).rejects.toMatchObject({
      code: "report.link_not_found",
    });
  });

  it("opens nothing when it has expired, or its workspace is suspended or deleted, or it never was", async () => {
    const token = tokenOf(await share());
    const set = (data: object) =>
      workspace.transact(({ db, workspaceId }) => db.workspace.updateMany({ where: { id: workspaceId }, data }));
    for (const field of ["suspendedAt", "deletedAt"]) {
      await set({ [field]: new Date() });
      expect(await findSharedReport(token), field).toBeNull();
      await set({ [field]: null });
    }
    expect(await findSharedReport(token)).not.toBeNull();
    await workspace.transact(({ db, workspaceId }) =>
      db.reportShare.updateMany({ where: { workspaceId }, data: { expiresAt: new Date(Date.now() - 1) } }),
    );
    for (const wrong of [token, "", "x", "a".repeat(43), "' OR true --"])
      expect(await findSharedReport(wrong)).toBeNull();
  });

  it("is refused for a campaign of others, and beyond ten of one campaign", async () => {
    const other = await makeWorkspace();
    await expect(other.transact((tx) => shareReport(tx, input()))).rejects.toMatchObject({
      code: "campaign.not_found",
    });
    await expect(workspace.transact((tx) => unshareReport(tx, { campaignId, shareId: newId() }))).rejects.toMatchObject(
      { code: "report.link_not_found" },
    );
    for (let n = 0; n < 10; n += 1) await share();
    await expect(share()).rejects.toMatchObject({ code: "report.too_many_links" });
  });
});
