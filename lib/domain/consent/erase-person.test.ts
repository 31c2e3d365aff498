import { describe, expect, it } from "vitest";
import { addSuppressions } from "#lib/domain/consent/commands/add-suppressions";
import { erasePerson } from "#lib/domain/consent/commands/erase-person";
import { hashNumber, readPads } from "#lib/domain/consent/erased-queries";
import { SuppressInput } from "#lib/domain/consent/schema";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import { findDrift } from "#lib/domain/rollups/drift-queries";
import { jobScope } from "#lib/gate/job";
import { useOwner, useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

const database = useTestDatabase();
withQueues();
const owner = useOwner(database);

const CANARY = "905321998877";
const NEIGHBOUR = "905321998866";

/** Every table of the database in which a text stands, the queue's own included. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await owner().query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('public', 'pgboss') AND c.relkind = 'r'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    // Row by row as text, with what is no digit taken out, so that no spelling hides.
    const { rowCount } = await owner().query(
      `SELECT FROM ${name} t WHERE t::text LIKE '%' || $1 || '%' OR regexp_replace(t::text, '[\\s().-]', '', 'g') LIKE '%' || $2 || '%'
       LIMIT 1`,
      [text, text.slice(2)],
    );
    if (rowCount !== 0) found.push(name);
  }
  return found;
}

/** The bytes of lists, in the encodings they may come in. */
async function bytesWith(text: string): Promise<number> {
  const { rowCount } = await owner().query(
    "SELECT FROM import_pieces WHERE position(convert_to($1, 'UTF8') IN bytes) > 0",
    [text],
  );
  return rowCount ?? 0;
}

interface Filled {
  readonly workspace: TestWorkspace;
}

/** A workspace in which the canary stands wherever a number can stand. */
async function fill(state: "completed" | "sending" = "completed", messageState = "delivered"): Promise<Filled> {
  const workspace = await makeWorkspace();
  const [connectionId, importId, campaignId, first, second] = [newId(), newId(), newId(), newId(), newId()];
  const at = [workspace.id];
  await owner().query(
    "INSERT INTO connections (workspace_id, id, provider, remote_id, remote_name, connected_by_id) VALUES ($1, $2, 'iletiniz', 'r', 'Uzak', $3)",
    [...at, connectionId, workspace.person.id],
  );
  await owner().query(
    `INSERT INTO imports (workspace_id, id, state, filename, columns, phone_column, rows, kept, reading, created_by_id)
     VALUES ($1, $2, 'ready', 'liste.csv', '{Telefon,Ad,Yedek}', 0, 3, 2, 1, $3)`,
    [...at, importId, workspace.person.id],
  );
  await owner().query("INSERT INTO import_pieces (workspace_id, import_id, no, bytes) VALUES ($1, $2, 0, $3)", [
    ...at,
    importId,
    Buffer.from("Telefon;Ad\n0532 199 88 77;Ayşe\n0532 199 88 66;Ali\n"),
  ]);
  await owner().query(
    `INSERT INTO import_recipients (workspace_id, import_id, reading, line, msisdn, cells) VALUES
     ($1, $2, 1, 2, $3, '{"0532 199 88 77",Ayşe,""}'), ($1, $2, 1, 3, $4, '{"0532 199 88 66",Ali,"(0532) 199-88-77"}')`,
    [...at, importId, CANARY, NEIGHBOUR],
  );
  await owner().query(
    "INSERT INTO import_rejects (workspace_id, import_id, reading, line, reason, raw, first_line) VALUES ($1, $2, 1, 4, 'duplicate', '+90 532 199 88 77', 2)",
    [...at, importId],
  );
  await owner().query(
    `INSERT INTO campaigns (workspace_id, id, name, state, kind, connection_id, import_id, text, created_by_id, first_id, last_id)
     VALUES ($1, $2, 'Deneme', $3, 'informational', $4, $5, 'Merhaba', $6, $7, $8)`,
    [...at, campaignId, state, connectionId, importId, workspace.person.id, first, second],
  );
  await owner().query(
    "INSERT INTO chunks (workspace_id, id, campaign_id, no, first_id, last_id, state) VALUES ($1, $2, $3, 0, $4, $5, $6)",
    [...at, newId(), campaignId, first, second, state === "sending" ? "open" : "settled"],
  );
  await owner().query(
    `INSERT INTO messages (workspace_id, id, campaign_id, connection_id, source, sender, msisdn, body, encoding, parts, state)
     VALUES ($1, $2, $4, $5, 'campaign', 'MAGAZA', $6, $7, 'gsm7', 1, $9::message_state),
            ($1, $3, $4, $5, 'campaign', 'MAGAZA', $8, 'Merhaba Ali', 'gsm7', 1, $9::message_state)`,
    [...at, first, second, campaignId, connectionId, CANARY, `Merhaba, 0${CANARY.slice(2)}`, NEIGHBOUR, messageState],
  );
  await owner().query(
    "INSERT INTO message_stats (workspace_id, campaign_id, state, messages, parts) VALUES ($1, $2, $3, 2, 2)",
    [...at, campaignId, messageState],
  );
  await owner().query(
    `INSERT INTO report_inbox (workspace_id, connection_id, report_id, state, provider_id, msisdn, provider_code)
     VALUES ($1, $2, '1', 'delivered', '7', $3, 'delivered')`,
    [...at, connectionId, CANARY],
  );
  await owner().query("INSERT INTO test_numbers (workspace_id, id, user_id, msisdn) VALUES ($1, $2, $3, $4)", [
    ...at,
    newId(),
    workspace.person.id,
    CANARY,
  ]);
  const act = jobScope(workspace.id).record;
  const people = { by: "numbers", numbers: "0532 199 88 77" } as const;
  await act("suppression.add", (tx) =>
    addSuppressions(tx, SuppressInput.parse({ ...people, reason: "0532 199 88 77 aradı, istemiyor" })),
  );
  return { workspace };
}

const erase = ({ workspace }: Filled, number = "0532 199 88 77") =>
  jobScope(workspace.id).record("person.erase", (tx) => erasePerson(tx, { number }));

describe("R-136: a person who asks to be erased", () => {
  it("stands in no table afterwards, in no spelling, while others and all counts stay", async () => {
    const filled = await fill();
    expect((await tablesWith(CANARY)).length).toBeGreaterThan(4);
    expect(await erase(filled)).toEqual({ messages: 1, rows: 3 });
    expect(await tablesWith(CANARY)).toEqual([]);
    expect(await bytesWith("199 88 77")).toBe(0);
    const { rows } = await owner().query(
      "SELECT msisdn, body, state FROM messages WHERE workspace_id = $1 ORDER BY id",
      [filled.workspace.id],
    );
    expect(rows).toEqual([
      { msisdn: null, body: "", state: "delivered" },
      { msisdn: NEIGHBOUR, body: "Merhaba Ali", state: "delivered" },
    ]);
    const stats = await owner().query("SELECT state, messages FROM message_stats WHERE workspace_id = $1", [
      filled.workspace.id,
    ]);
    expect(stats.rows).toEqual([{ state: "delivered", messages: 2 }]);
  });

  it("keeps the reason and the proof of consent under a keyed hash that the database computes alike", async () => {
    const filled = await fill();
    const { id, transact } = filled.workspace;
    await owner().query(
      `INSERT INTO consents (workspace_id, msisdn, status, source, proof, given_at)
       VALUES ($1, $2, 'granted', 'phone_call', 'Hattan 05321998877 onay verdi', '2026-01-05')`,
      [id, CANARY],
    );
    await erase(filled);
    const { rows } = await owner().query("SELECT * FROM erased_people WHERE workspace_id = $1", [id]);
    expect(rows).toHaveLength(1);
    expect(rows[0].consent_status).toBe("granted");
    expect(rows[0].consent_proof).toContain("onay verdi");
    expect(await tablesWith(CANARY)).toEqual([]);
    const hash = await transact((tx) => hashNumber(tx, msisdnFromRow(CANARY)));
    expect(Buffer.from(hash).equals(rows[0].number_hash)).toBe(true);
    const pads = await filled.workspace.sql((sql) => readPads(sql));
    const computed = await owner().query("SELECT number_hash($1, $2, $3) AS hash", [pads?.inner, pads?.outer, CANARY]);
    expect(computed.rows[0].hash.equals(rows[0].number_hash)).toBe(true);
  });

  it("is left out of a campaign that still runs, with the counts in step", async () => {
    const filled = await fill("sending", "pending");
    await erase(filled);
    const { rows } = await owner().query(
      "SELECT state, messages FROM message_stats WHERE workspace_id = $1 AND messages <> 0 ORDER BY state",
      [filled.workspace.id],
    );
    expect(rows).toEqual([
      { state: "pending", messages: 1 },
      { state: "skipped", messages: 1 },
    ]);
    expect((await filled.workspace.sql(findDrift)).filter(({ where }) => where === "rollup")).toEqual([]);
    expect(await tablesWith(CANARY)).toEqual([]);
  });

  it("waits while a worker has the number in hand, and nothing is removed then", async () => {
    const filled = await fill("sending", "pending");
    await owner().query("UPDATE chunks SET lease_until = now() + interval '1 minute' WHERE workspace_id = $1", [
      filled.workspace.id,
    ]);
    await expect(erase(filled)).rejects.toMatchObject({ code: "person.in_flight" });
    await owner().query("UPDATE chunks SET lease_until = NULL WHERE workspace_id = $1", [filled.workspace.id]);
    await owner().query(
      `INSERT INTO dispatch_attempts (workspace_id, id, connection_id, fence, message_ids)
       SELECT workspace_id, $2, connection_id, 1, ARRAY[id] FROM messages WHERE workspace_id = $1 AND msisdn = $3`,
      [filled.workspace.id, newId(), CANARY],
    );
    await expect(erase(filled)).rejects.toMatchObject({ code: "person.in_flight" });
    expect((await tablesWith(CANARY)).length).toBeGreaterThan(4);
    await owner().query("DELETE FROM dispatch_attempts WHERE workspace_id = $1", [filled.workspace.id]);
    await erase(filled);
    expect(await tablesWith(CANARY)).toEqual([]);
  });

  it("refuses what is no number", async () => {
    await expect(erase(await fill(), "Ayşe")).rejects.toMatchObject({ code: "person.number_not_valid" });
  });
});
