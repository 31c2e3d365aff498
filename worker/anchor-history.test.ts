import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { verifyChain } from "#lib/domain/audit/verify-queries";
import { writeAudit } from "#lib/gate/audit";
import { readAnchors } from "#lib/infra/audit-anchor";
import { closePools } from "#lib/infra/db/pools";
import { useOwner, useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { env } from "#lib/infra/env";
import { anchorHistories } from "./anchor-history.ts";

const database = useTestDatabase();
const owner = useOwner(database);
let workspace: TestWorkspace;

afterAll(closePools);
beforeEach(async () => {
  workspace = await makeWorkspace();
});

async function write(entries: number): Promise<void> {
  for (let n = 0; n < entries; n += 1) {
    await workspace.transact((tx) => writeAudit(tx, "campaign.save", { subject: null, detail: { n } }));
  }
}
const anchored = () => readAnchors(env().dataDir)[workspace.id];
const verdict = () => verifyChain(workspace.transact, anchored());
const tamper = (text: string) => owner().query(text, [workspace.id]);

// what is noted outside the database is what a history is held against, so it follows none that was rewritten.
describe("the daily anchor", () => {
  it("goes along with a history that grows", async () => {
    await write(2);
    await anchorHistories(new Date());
    expect(anchored()).toMatchObject({ seq: 2 });
    await write(3);
    await anchorHistories(new Date());
    expect(anchored()).toMatchObject({ seq: 5 });
    expect(await verdict()).toEqual({ kind: "whole", entries: 5 });
  });

  it("stays where it was when the end was cut off, also once as many entries have come after it", async () => {
    await write(5);
    await anchorHistories(new Date());
    const before = anchored();
    await tamper("DELETE FROM audit_events WHERE workspace_id = $1 AND seq > 3");
    await tamper(
      "UPDATE audit_heads h SET seq = 3, mac = e.mac FROM audit_events e WHERE h.workspace_id = $1 AND e.workspace_id = $1 AND e.seq = 3",
    );
    await anchorHistories(new Date());
    expect(anchored()).toEqual(before);
    await write(4);
    await anchorHistories(new Date());
    expect(anchored()).toEqual(before);
    expect(await verdict()).toMatchObject({ kind: "broken", fault: { kind: "changed", seq: 5 } });
  });

  it("stays where it was when the chain was thrown away, for the product to make a new one of other entries", async () => {
    await write(2);
    await anchorHistories(new Date());
    const before = anchored();
    await tamper("UPDATE audit_events SET action = 'x', seq = NULL, mac = NULL WHERE workspace_id = $1");
    await tamper("DELETE FROM audit_heads WHERE workspace_id = $1");
    await write(1);
    await anchorHistories(new Date());
    expect(anchored()).toEqual(before);
    expect(await verdict()).toMatchObject({ kind: "broken", fault: { kind: "changed", seq: 2 } });
  });
});
