import type { TenantSql } from "#lib/infra/db/tenant";

/**
 * Throws away the people of lists older than an instant that no started campaign goes to or leaves out any more: rows, refused rows and
 * the bytes as they came. What a list counted stays; a draft that pointed to it is told that its list has expired.
 *
 * @returns how many lists were emptied.
 */
export async function purgeLists(sql: TenantSql, before: Date): Promise<number> {
  const { workspaceId, client } = sql;
  const { rows } = await client.query<{ id: string }>(
    `UPDATE imports i SET state = 'refused', refusal = '{"code": "import.expired"}'
     WHERE i.workspace_id = $1 AND i.created_at < $2 AND i.state IN ('ready', 'refused')
       AND i.refusal->>'code' IS DISTINCT FROM 'import.expired'
       AND NOT EXISTS (SELECT FROM campaigns k WHERE k.workspace_id = $1 AND (k.import_id = i.id
           OR k.frozen_exclusions::jsonb->'lists' @> jsonb_build_array(jsonb_build_object('id', i.id)))
         AND k.state IN ('in_review', 'awaiting_signature', 'scheduled', 'holding', 'preparing', 'sending', 'paused'))
     RETURNING i.id`,
    [workspaceId, before],
  );
  const ids = rows.map(({ id }) => id);
  for (const table of ["import_recipients", "import_rejects", "import_pieces"]) {
    await client.query(`DELETE FROM ${table} WHERE workspace_id = $1 AND import_id = ANY ($2::uuid[])`, [
      workspaceId,
      ids,
    ]);
  }
  return ids.length;
}
