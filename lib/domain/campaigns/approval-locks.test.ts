import pg from "pg";
import { expect, it, vi } from "vitest";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";
import { setReviewScene } from "./review.fixture.ts";

const database = useTestDatabase();
withQueues();

// Two transactions by hand, each step of the change of the team at the moment when an order of its own would be deadly.
it("an approval and a change of the team at one moment wait for each other, and neither is given up", async () => {
  const scene = await setReviewScene();
  const approver = await scene.workspace.join("operator");
  await scene.workspace.transact(({ db }) =>
    db.membership.updateMany({ where: { userId: approver.id }, data: { maySend: false, mayApprove: true } }),
  );
  const campaignId = await scene.makeDraft();
  const reviewId = await scene.submit(campaignId);
  expect(scene.operator.id < approver.id, "the author comes first in the order of a change of the team").toBe(true);

  const team = new pg.Client({ connectionString: database().ownerUrl });
  await team.connect();
  try {
    const lock = (userId: string) =>
      team.query("SELECT FROM memberships WHERE workspace_id = $1 AND user_id = $2 FOR UPDATE", [
        scene.workspace.id,
        userId,
      ]);
    await team.query("BEGIN");
    await lock(scene.operator.id);
    const approved = scene.approve(campaignId, reviewId, approver);
    approved.catch(() => undefined);
    await vi.waitFor(async () => {
      const waits = "SELECT FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid";
      expect((await team.query(waits)).rowCount).toBe(1);
    }, 120_000);
    await lock(approver.id);
    await team.query("COMMIT");
    expect((await approved).result).toEqual({ state: "holding" });
  } finally {
    await team.end();
  }
});
