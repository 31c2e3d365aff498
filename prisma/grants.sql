-- Run by the owner after every migration; safe to repeat. The role names come as settings of the session,
-- because several instances may share one server.
DO $$
DECLARE
  app text := current_setting('tellal.app_role');
  loader text := current_setting('tellal.loader_role');
  t text;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I, %I', app, loader);
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
  EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO %I', app);

  -- app: rows of every table through the parents; a month partition is never addressed by itself.
  FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations' LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO %I', t, app);
  END LOOP;
  -- What happened stays: history is written once.
  EXECUTE format('REVOKE UPDATE, DELETE ON audit_events, instance_events FROM %I', app);
  EXECUTE format('REVOKE DELETE ON audit_heads FROM %I', app);
  EXECUTE format('REVOKE UPDATE ON security_events FROM %I', app);

  -- loader: passes row-level security for COPY, therefore holds INSERT and key columns only.
  EXECUTE format('GRANT INSERT ON messages, chunks, import_recipients, import_rejects, report_inbox TO %I', loader);
  EXECUTE format('GRANT SELECT (workspace_id, id, campaign_id) ON messages TO %I', loader);
  EXECUTE format('GRANT SELECT (workspace_id, id, campaign_id) ON chunks TO %I', loader);
END
$$;

-- The queue's tables belong to the owner; web and worker use them.
DO $$
DECLARE
  app text := current_setting('tellal.app_role');
BEGIN
  IF to_regnamespace('pgboss') IS NOT NULL THEN
    EXECUTE format('GRANT USAGE ON SCHEMA pgboss TO %I', app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO %I', app);
    EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO %I', app);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO %I', app);
  END IF;
END
$$;
