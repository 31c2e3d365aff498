-- Every message is updated twice, when it is accepted and when its report arrives, and grows with it. A page that is half
-- empty takes the new versions in: no index entry is written and the table ends smaller than a full one. History is only
-- ever added to and is packed. See docs/adr/0008.

CREATE OR REPLACE FUNCTION ensure_month_partition(parent text, month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first_day date := date_trunc('month', month)::date;
  child text := parent || '_' || to_char(first_day, 'YYYY_MM');
BEGIN
  IF parent NOT IN ('messages', 'audit_events') THEN
    RAISE EXCEPTION 'no partitions for %', parent;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext(child));
  IF to_regclass('public.' || quote_ident(child)) IS NOT NULL THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS) WITH (fillfactor = %s)', child, parent,
    CASE parent WHEN 'messages' THEN 45 ELSE 100 END);
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', child);
  EXECUTE format('CREATE POLICY tenant ON %I USING (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', child);
  IF parent = 'messages' THEN
    EXECUTE format('CREATE UNIQUE INDEX ON %I (workspace_id, msisdn, campaign_id)', child);
  END IF;
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child,
    uuid7_floor(first_day::timestamp AT TIME ZONE 'UTC'), uuid7_floor((first_day + interval '1 month')::timestamp AT TIME ZONE 'UTC'));
END
$$;

-- The months that are there; what is in them already stays as it lies.
DO $$
DECLARE
  child regclass;
BEGIN
  FOR child IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'messages'::regclass LOOP
    EXECUTE format('ALTER TABLE %s SET (fillfactor = 45)', child);
  END LOOP;
  FOR child IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'audit_events'::regclass LOOP
    EXECUTE format('ALTER TABLE %s SET (fillfactor = 100)', child);
  END LOOP;
END
$$;
