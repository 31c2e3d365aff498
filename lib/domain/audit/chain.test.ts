import { randomBytes } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { canonicalText } from "#lib/domain/audit/chain";
import { chainEnd, verifyChain } from "#lib/domain/audit/verify-queries";
import { writeAudit } from "#lib/gate/audit";
import type { ChainAnchor } from "#lib/infra/audit-anchor";
import { closePools } from "#lib/infra/db/pools";
import { useOwner, useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

const database = useTestDatabase();
const owner = useOwner(database);
let workspace: TestWorkspace;

afterAll(closePools);
beforeEach(async () => {
  workspace = await makeWorkspace();
});

const write = (action: string, detail: Record<string, string | number | null> = {}) =>
  workspace.transact((tx) => writeAudit(tx, action, { subject: null, detail }));
const verify = (anchor?: ChainAnchor, batch?: number) => verifyChain(workspace.transact, anchor, batch);
const tamper = (text: string, ...values: unknown[]) => owner().query(text, [workspace.id, ...values]);

async function writeFive(): Promise<ChainAnchor> {
  for (let n = 1; n <= 5; n += 1) await write(`campaign.${n}`, { n, name: "Şubat indirimi" });
  const end = await workspace.transact((tx) => chainEnd(tx, undefined));
  if (end.kind !== "end") throw new Error("no history");
  return { seq: end.seq, mac: end.mac, at: "2026-11-21T00:00:00Z" };
}

// who can write SQL but has no key changes nothing unseen.
describe("a history", () => {
  it("is whole as it was written, entry by entry", async () => {
    const anchor = await writeFive();
    expect(await verify(anchor)).toEqual({ kind: "whole", entries: 5 });
  });

  it("is looked through a part at a time, and holds nobody up who writes meanwhile", async () => {
    const anchor = await writeFive();
    let parts = 0;
    const door: TestWorkspace["transact"] = async (work) => {
      const result = await workspace.transact(work);
      parts += 1;
      if (parts <= 2) await write("meanwhile");
      return result;
    };
    expect(await verifyChain(door, anchor, 2)).toEqual({ kind: "whole", entries: 7 });
    expect(parts).toBe(5);
  });

  it.each([1, 2, 3, 4, 5])("shows a second entry with the number %i, wherever a part ends", async (seq) => {
    const anchor = await writeFive();
    await tamper(
      "INSERT INTO audit_events (workspace_id, id, action, seq, mac) SELECT workspace_id, (left(id::text, 24) || 'ffffffffffff')::uuid, 'x', seq, mac FROM audit_events WHERE workspace_id = $1 AND seq = $2",
      seq,
    );
    for (const batch of [1, 2, 5]) {
      expect(await verify(anchor, batch)).toMatchObject({ kind: "broken", fault: { kind: "changed", seq } });
    }
  });

  it("shows what is missing between two parts", async () => {
    const anchor = await writeFive();
    await tamper("DELETE FROM audit_events WHERE workspace_id = $1 AND seq IN (2, 3, 4)");
    expect(await verify(anchor, 1)).toEqual({ kind: "broken", fault: { kind: "missing", seq: 2, id: null } });
  });

  it.each([
    [
      "an edited action",
      "UPDATE audit_events SET action = 'x' WHERE workspace_id = $1 AND seq = 3",
      { kind: "changed", seq: 3 },
    ],
    [
      "an edited detail",
      `UPDATE audit_events SET detail = '{"n": 9, "name": "Şubat indirimi"}' WHERE workspace_id = $1 AND seq = 2`,
      { kind: "changed", seq: 2 },
    ],
    [
      "another author",
      "UPDATE audit_events SET actor_id = gen_random_uuid() WHERE workspace_id = $1 AND seq = 1",
      { kind: "changed", seq: 1 },
    ],
    [
      "another time",
      "UPDATE audit_events SET created_at = created_at - interval '1 hour' WHERE workspace_id = $1 AND seq = 4",
      { kind: "changed", seq: 4 },
    ],
    ["a deleted entry", "DELETE FROM audit_events WHERE workspace_id = $1 AND seq = 3", { kind: "missing", seq: 3 }],
    [
      "a deleted first entry",
      "DELETE FROM audit_events WHERE workspace_id = $1 AND seq = 1",
      { kind: "missing", seq: 1 },
    ],
    [
      "two entries in the other order",
      "UPDATE audit_events SET seq = 5 - seq WHERE workspace_id = $1 AND seq IN (2, 3)",
      { kind: "changed", seq: 2 },
    ],
    [
      "a cut off end",
      "DELETE FROM audit_events WHERE workspace_id = $1 AND seq > 3",
      { kind: "cut", seq: 3, knownSeq: 5 },
    ],
    [
      "a planted entry",
      "INSERT INTO audit_events (workspace_id, id, action) VALUES ($1, uuid7_floor(now()), 'x')",
      { kind: "not_chained" },
    ],
    [
      "a planted entry with a number",
      "INSERT INTO audit_events (workspace_id, id, action, seq, mac) SELECT workspace_id, uuid7_floor(now()), 'x', 6, mac FROM audit_events WHERE workspace_id = $1 AND seq = 5",
      { kind: "changed", seq: 6 },
    ],
    ["a head that is gone", "DELETE FROM audit_heads WHERE workspace_id = $1", { kind: "no_head" }],
    [
      "another key",
      "UPDATE audit_heads SET key_sealed = set_byte(key_sealed, 45, 255 - get_byte(key_sealed, 45)) WHERE workspace_id = $1",
      { kind: "key_unreadable" },
    ],
  ])("shows %s", async (_, statement, fault) => {
    const anchor = await writeFive();
    await tamper(statement);
    expect(await verify(anchor)).toEqual({ kind: "broken", fault: expect.objectContaining(fault) });
  });

  it("shows an end that was cut off together with the head, by its anchor outside the database", async () => {
    const anchor = await writeFive();
    await tamper("DELETE FROM audit_events WHERE workspace_id = $1 AND seq > 3");
    await tamper(
      "UPDATE audit_heads h SET seq = 3, mac = e.mac FROM audit_events e WHERE h.workspace_id = $1 AND e.workspace_id = $1 AND e.seq = 3",
    );
    expect(await verify(anchor)).toEqual({ kind: "broken", fault: { kind: "cut", seq: 3, knownSeq: 5 } });
  });

  it("shows an entry of another course of things, such as a restored backup had, although its digest is a real one", async () => {
    await writeFive();
    const row = "SELECT to_jsonb(e) AS row FROM audit_events e WHERE workspace_id = $1 AND seq = 5";
    const [kept] = (await tamper(row)).rows;
    await tamper("DELETE FROM audit_events WHERE workspace_id = $1 AND seq > 3");
    await tamper(
      "UPDATE audit_heads h SET seq = 3, mac = e.mac FROM audit_events e WHERE h.workspace_id = $1 AND e.workspace_id = $1 AND e.seq = 3",
    );
    await write("campaign.other");
    await write("campaign.other");
    expect(await verify()).toEqual({ kind: "whole", entries: 5 });
    await tamper("DELETE FROM audit_events WHERE workspace_id = $1 AND seq = 5");
    await owner().query("INSERT INTO audit_events SELECT * FROM jsonb_populate_record(NULL::audit_events, $1)", [
      kept.row,
    ]);
    await tamper(
      "UPDATE audit_heads h SET mac = e.mac FROM audit_events e WHERE h.workspace_id = $1 AND e.workspace_id = $1 AND e.seq = 5",
    );
    expect(await verify()).toEqual({ kind: "broken", fault: { kind: "changed", seq: 5, id: kept.row.id } });
  });

  it("shows a chain that was made anew without the key", async () => {
    const anchor = await writeFive();
    await tamper("UPDATE audit_events SET action = 'x', mac = $2 WHERE workspace_id = $1 AND seq = 5", randomBytes(32));
    await tamper(
      "UPDATE audit_heads h SET mac = e.mac FROM audit_events e WHERE h.workspace_id = $1 AND e.workspace_id = $1 AND e.seq = 5",
    );
    expect(await verify(anchor)).toMatchObject({ kind: "broken", fault: { kind: "changed", seq: 5 } });
    await tamper("DELETE FROM audit_events WHERE workspace_id = $1");
    await tamper("DELETE FROM audit_heads WHERE workspace_id = $1");
    await writeFive();
    expect(await verify(anchor)).toMatchObject({ kind: "broken", fault: { kind: "changed", seq: 5 } });
  });

  it("takes the entries from before the chain into it, in their order", async () => {
    for (const action of ["old.1", "old.2", "old.3"]) {
      await owner().query(
        'INSERT INTO audit_events (workspace_id, id, action, detail) VALUES ($1, $2, $3, \'{"a": [1, "ü", null]}\')',
        [workspace.id, newId(), action],
      );
    }
    expect(await verify()).toEqual({ kind: "whole", entries: 3 });
    await write("new");
    expect(await verify()).toEqual({ kind: "whole", entries: 4 });
    const { rows } = await tamper("SELECT action FROM audit_events WHERE workspace_id = $1 ORDER BY seq");
    expect(rows.map(({ action }) => action)).toEqual(["old.1", "old.2", "old.3", "new"]);
    await tamper("UPDATE audit_events SET detail = '{}' WHERE workspace_id = $1 AND seq = 2");
    expect(await verify()).toMatchObject({ kind: "broken", fault: { kind: "changed", seq: 2 } });
  });

  it("cannot be changed by the role of the product, not even through the door for earlier entries", async () => {
    await writeFive();
    await workspace.sql(async ({ client }) => {
      await client.query(
        "SELECT adopt_audit_events($1, ARRAY(SELECT id FROM audit_events WHERE workspace_id = $1), ARRAY[9, 8, 7, 6, 5]::bigint[], ARRAY['', '', '', '', '']::bytea[])",
        [workspace.id],
      );
    });
    expect(await verify()).toEqual({ kind: "whole", entries: 5 });
  });
});

describe("entries written at once", () => {
  it("by forty transactions of one workspace stand in one unbroken chain, and none waits for ever", async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => write("campaign.save", { n })));
    expect(await verify()).toEqual({ kind: "whole", entries: 40 });
  });

  it("leave no gap when a transaction is taken back", async () => {
    const failing = workspace.transact(async (tx) => {
      await writeAudit(tx, "campaign.save", { subject: null, detail: {} });
      throw new Error("after the entry");
    });
    await Promise.all([write("one"), expect(failing).rejects.toThrow("after the entry"), write("two")]);
    expect(await verify()).toEqual({ kind: "whole", entries: 2 });
  });

  it("of two workspaces do not wait for each other", async () => {
    const other = await makeWorkspace();
    await write("first");
    await workspace.transact(async (tx) => {
      await writeAudit(tx, "held", { subject: null, detail: {} });
      await other.transact((theirs) => writeAudit(theirs, "meanwhile", { subject: null, detail: {} }));
    });
    expect(await verify()).toEqual({ kind: "whole", entries: 2 });
  });
});

it("the text of a digest does not depend on the order of keys, and no field can borrow from the next", () => {
  const entry = {
    ...{ seq: 1, id: "i", actorId: null, action: "a", subject: "s" },
    at: new Date(0),
    ip: null,
    device: null,
  };
  const text = (detail: Record<string, string>, change = {}) => canonicalText("w", { ...entry, detail, ...change }, "");
  expect(text({ a: "1", b: "2" })).toBe(text({ b: "2", a: "1" }));
  expect(text({ a: "1" })).not.toBe(text({ a: "2" }));
  expect(text({}, { action: "as", subject: "" })).not.toBe(text({}, { action: "a", subject: "s" }));
});
