import { contactLimits } from "#lib/domain/contacts/contact";
import { REVERT_HOURS } from "#lib/domain/contacts/contact-import";
import { findListColumn, type ListColumns, personIn } from "#lib/domain/contacts/list-person";
import type { TenantSql } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** People of one transaction. */
const BATCH = 1_000;

type Doors = <T>(work: (sql: TenantSql) => Promise<T>) => Promise<T>;

interface Running extends Omit<ListColumns, "listColumn"> {
  readonly state: string;
  readonly importId: string;
  readonly reading: number;
  readonly afterLine: number;
}

/**
 * Takes the people of a list over into the contacts, or takes that back. The job `contacts.import`.
 *
 * Batch by batch, each with its place in one transaction: after a crash it goes on where it was, and of two workers one
 * waits for the other's batch. What a contact was is thrown away when it can no longer be taken back.
 */
export async function runContactImport(doors: Doors, contactImportId: string): Promise<void> {
  await doors(forgetOld);
  while (await doors((sql) => runBatch(sql, contactImportId)));
}

async function runBatch(sql: TenantSql, id: string): Promise<boolean> {
  const { rows } = await sql.client.query<Running>(
    `SELECT k.state, k.import_id AS "importId", k.reading, k.after_line AS "afterLine", k.name_column AS "nameColumn",
       k.takes_fields AS "takesFields", coalesce(i.columns, '{}') AS columns, i.phone_column AS "phoneColumn"
     FROM contact_imports k LEFT JOIN imports i ON i.workspace_id = k.workspace_id AND i.id = k.import_id
     WHERE k.workspace_id = $1 AND k.id = $2 FOR UPDATE OF k`,
    [sql.workspaceId, id],
  );
  const [running] = rows;
  if (running?.state === "adding") return addBatch(sql, id, running);
  if (running?.state === "reverting") return revertBatch(sql, id);
  return false;
}

// A number that was merged into another contact stands for that one, unless it is a contact of its own again. Of several rows
// about one contact the one of its own number holds.
const ADD = `
WITH run AS (SELECT * FROM contact_imports WHERE workspace_id = $1 AND id = $2),
given AS (SELECT * FROM jsonb_to_recordset($3::jsonb) AS g (id uuid, msisdn bigint, name text, key text, list text, fields jsonb)),
merged AS (
  SELECT DISTINCT ON (other) other, c.msisdn FROM contacts c CROSS JOIN LATERAL unnest(c.merged_msisdns) AS other
  WHERE c.workspace_id = $1 AND c.merged_msisdns <> '{}' AND c.merged_msisdns && ARRAY(SELECT msisdn FROM given)
    AND NOT EXISTS (SELECT FROM contacts o WHERE o.workspace_id = $1 AND o.msisdn = other)
  ORDER BY other, c.id),
people AS (
  SELECT DISTINCT ON (coalesce(m.msisdn, g.msisdn)) g.id, coalesce(m.msisdn, g.msisdn) AS msisdn, g.name, g.key, g.list, g.fields
  FROM given g LEFT JOIN merged m ON m.other = g.msisdn
  ORDER BY coalesce(m.msisdn, g.msisdn), m.msisdn NULLS FIRST),
old AS MATERIALIZED (
  SELECT c.id, c.msisdn, c.name, c.search_key, c.fields, c.tags, c.list_type, p.name AS new_name, p.key, p.fields AS new_fields, p.list,
    (SELECT coalesce(array_agg(tag ORDER BY place), '{}') FROM (
       SELECT tag, min(n) AS place FROM unnest(c.tags || (SELECT tags FROM run)) WITH ORDINALITY AS t (tag, n)
       GROUP BY tag ORDER BY place LIMIT ${contactLimits.tags}) AS kept) AS new_tags
  FROM contacts c JOIN people p ON p.msisdn = c.msisdn WHERE c.workspace_id = $1 FOR UPDATE OF c),
added AS (
  INSERT INTO contacts (workspace_id, id, msisdn, name, search_key, fields, list_type, tags, source, created_by_id)
  SELECT $1, p.id, p.msisdn, p.name, p.key, p.fields, p.list, run.tags, 'import', run.created_by_id FROM people p, run
  WHERE NOT EXISTS (SELECT FROM old o WHERE o.msisdn = p.msisdn)
  ON CONFLICT (workspace_id, msisdn) DO NOTHING RETURNING id),
wanted AS (
  SELECT o.id, o.new_tags,
    CASE WHEN o.new_name = '' OR (run.existing = 'fill' AND o.name <> '') THEN o.name ELSE o.new_name END AS name,
    CASE WHEN o.new_name = '' OR (run.existing = 'fill' AND o.name <> '') THEN o.search_key ELSE o.key END AS search_key,
    CASE WHEN run.existing = 'fill' THEN coalesce(o.list_type, o.list) ELSE coalesce(o.list, o.list_type) END AS list_type,
    CASE WHEN run.existing = 'fill' THEN o.new_fields || o.fields ELSE o.fields || o.new_fields END AS fields
  FROM old o, run WHERE run.existing <> 'skip'),
changed AS (
  UPDATE contacts c SET name = w.name, search_key = w.search_key, fields = w.fields, list_type = w.list_type, tags = w.new_tags,
    version = c.version + 1, updated_at = now()
  FROM wanted w WHERE c.workspace_id = $1 AND c.id = w.id
    AND (c.name, c.fields, c.list_type, c.tags) IS DISTINCT FROM (w.name, w.fields, w.list_type, w.new_tags)
  RETURNING c.id, c.version),
noted AS (
  INSERT INTO contact_import_changes (workspace_id, contact_import_id, contact_id, before, version)
  SELECT $1::uuid, $2::uuid, a.id, NULL::jsonb, 1 FROM added a
  UNION ALL
  SELECT $1, $2, h.id, jsonb_build_object('name', o.name, 'search_key', o.search_key, 'fields', o.fields, 'list_type', o.list_type, 'tags', o.tags),
    h.version FROM changed h JOIN old o ON o.id = h.id
  ON CONFLICT (workspace_id, contact_import_id, contact_id) DO UPDATE SET version = excluded.version)
UPDATE contact_imports SET after_line = $4, done = done + (SELECT count(*) FROM given),
  added = added + (SELECT count(*) FROM added), updated = updated + (SELECT count(*) FROM changed)
WHERE workspace_id = $1 AND id = $2`;

async function addBatch(sql: TenantSql, id: string, running: Running): Promise<boolean> {
  const { rows } = await sql.client.query<{ line: number; msisdn: string; cells: string[] }>(
    `SELECT line, msisdn, cells FROM import_recipients
     WHERE workspace_id = $1 AND import_id = $2 AND reading = $3 AND line > $4 ORDER BY line LIMIT ${BATCH}`,
    [sql.workspaceId, running.importId, running.reading, running.afterLine],
  );
  const last = rows.at(-1);
  if (last === undefined) {
    await finish(sql, id, "done");
    return false;
  }
  const columns = { ...running, listColumn: findListColumn(running.columns) };
  const people = rows.map(({ msisdn, cells }) => ({ id: newId(), msisdn, ...personIn(cells, columns) }));
  await sql.client.query(ADD, [sql.workspaceId, id, JSON.stringify(people), last.line]);
  return true;
}

// Who is as before this import is as an earlier one left them, so that one can be taken back as well.
const REVERT = `
WITH taken AS (
  DELETE FROM contact_import_changes WHERE workspace_id = $1 AND contact_import_id = $2 AND contact_id = ANY (ARRAY(
    SELECT contact_id FROM contact_import_changes WHERE workspace_id = $1 AND contact_import_id = $2
    ORDER BY contact_id LIMIT ${BATCH}))
  RETURNING contact_id, before, version),
gone AS (
  DELETE FROM contacts c USING taken t
  WHERE c.workspace_id = $1 AND c.id = t.contact_id AND t.before IS NULL AND c.version = t.version RETURNING c.id),
restored AS (
  UPDATE contacts c SET name = t.before->>'name', search_key = t.before->>'search_key', fields = t.before->'fields',
    list_type = CASE WHEN t.before ? 'list_type' THEN t.before->>'list_type' ELSE c.list_type END,
    tags = ARRAY(SELECT jsonb_array_elements_text(t.before->'tags')), version = c.version + 1, updated_at = now()
  FROM taken t
  WHERE c.workspace_id = $1 AND c.id = t.contact_id AND t.before IS NOT NULL AND c.version = t.version RETURNING c.id, c.version),
known_again AS (
  UPDATE contact_import_changes h SET version = r.version FROM restored r JOIN taken t ON t.contact_id = r.id
  WHERE h.workspace_id = $1 AND h.contact_id = r.id AND h.version = t.version - 1 AND h.contact_import_id IN (
    SELECT id FROM contact_imports WHERE workspace_id = $1 AND id <> $2 AND state IN ('done', 'reverting')
      AND finished_at > now() - make_interval(hours => ${REVERT_HOURS})))
UPDATE contact_imports SET done = done + (SELECT count(*) FROM taken), "left" = "left"
  + (SELECT count(*) FROM taken t WHERE EXISTS (SELECT FROM contacts c WHERE c.workspace_id = $1 AND c.id = t.contact_id))
  - (SELECT count(*) FROM gone) - (SELECT count(*) FROM restored)
WHERE workspace_id = $1 AND id = $2 AND EXISTS (SELECT FROM taken)`;

async function revertBatch(sql: TenantSql, id: string): Promise<boolean> {
  const { rowCount } = await sql.client.query(REVERT, [sql.workspaceId, id]);
  if (rowCount === 1) return true;
  await finish(sql, id, "reverted");
  return false;
}

async function finish(sql: TenantSql, id: string, state: "done" | "reverted"): Promise<void> {
  await sql.client.query(
    "UPDATE contact_imports SET state = $3, finished_at = now() WHERE workspace_id = $1 AND id = $2",
    [sql.workspaceId, id, state],
  );
}

async function forgetOld(sql: TenantSql): Promise<void> {
  await sql.client.query(
    `DELETE FROM contact_import_changes h USING contact_imports k
     WHERE h.workspace_id = $1 AND k.workspace_id = $1 AND k.id = h.contact_import_id AND k.state = 'done'
       AND k.finished_at < now() - make_interval(hours => $2)`,
    [sql.workspaceId, REVERT_HOURS],
  );
}
