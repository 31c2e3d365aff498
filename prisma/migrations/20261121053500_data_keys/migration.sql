-- A data key per workspace, wrapped by the keyring: deleting it makes the secrets of that workspace unreadable (R-024).
-- The id of the wrapping key stands in the first bytes of `wrapped`: format 3, length, id.

CREATE TABLE "data_keys" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_keys_pkey" PRIMARY KEY ("workspace_id","id")
);

ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE data_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON data_keys USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);

-- ---------- which keys of the keyring are still needed ----------
-- They run as the owner of the tables, who may read just these and answers ids only.
CREATE POLICY lookup ON data_keys FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON test_numbers FOR SELECT TO CURRENT_USER USING (true);

-- The id of the keyring's key that sealed a record: format byte, length, id. Bytes that are no record have none.
CREATE FUNCTION sealing_key_id(sealed bytea) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN length(sealed) > 2 AND get_byte(sealed, 0) IN (1, 3)
    THEN encode(substring(sealed FROM 3 FOR get_byte(sealed, 1)), 'escape') END
$$;

-- One row for every data key: its workspace and the key that wraps it.
CREATE FUNCTION data_key_owners() RETURNS TABLE (workspace_id uuid, key_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.workspace_id, sealing_key_id(d.wrapped) FROM data_keys d
$$;

-- One row for every record that the keyring sealed itself, in whichever column named `…sealed` it lies. Records of a
-- workspace made before data keys are such, and those of people, who belong to no workspace (then workspace_id is null).
CREATE FUNCTION direct_seals() RETURNS TABLE (workspace_id uuid, key_id text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
BEGIN
  FOR place IN
    SELECT c.relname AS in_table, a.attname AS in_column,
      CASE WHEN c.relname = 'workspaces' THEN 'id'
        WHEN EXISTS (SELECT FROM pg_attribute w WHERE w.attrelid = c.oid AND w.attname = 'workspace_id' AND NOT w.attisdropped)
          THEN 'workspace_id' ELSE 'NULL::uuid' END AS owner_column
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    WHERE a.attname LIKE '%sealed' AND NOT a.attisdropped AND a.atttypid = 'bytea'::regtype
  LOOP
    RETURN QUERY EXECUTE format(
      'SELECT %s, sealing_key_id(%I) FROM %I WHERE length(%I) > 2 AND get_byte(%I, 0) = 1',
      place.owner_column, place.in_column, place.in_table, place.in_column, place.in_column);
  END LOOP;
END
$$;
