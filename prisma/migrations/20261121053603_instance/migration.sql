-- What the operator of an instance decides: who may sign in, which workspaces may work and how much, what everybody is told.
-- None of it opens a workspace to the operator: the functions below answer figures and names, never contents.

ALTER TABLE users ADD COLUMN disabled_at TIMESTAMPTZ(3);

ALTER TABLE workspaces ADD COLUMN suspended_at TIMESTAMPTZ(3);
ALTER TABLE workspaces ADD COLUMN daily_limit INTEGER;

CREATE TABLE "instance_settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_settings_pkey" PRIMARY KEY ("key")
);

-- What was done to the instance itself; what is done to a workspace stands in the history of that workspace.
CREATE TABLE "instance_events" (
    "id" UUID NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_events_pkey" PRIMARY KEY ("id")
);

-- The owner of the tables looks for the operator, at these tables and columns alone; workspaces are open to it already.
CREATE POLICY lookup ON memberships FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON connections FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION instance_workspaces() RETURNS TABLE
  (id uuid, slug text, name text, created_at timestamptz, suspended_at timestamptz, daily_limit integer, members integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.slug, w.name, w.created_at, w.suspended_at, w.daily_limit,
    (SELECT count(*)::integer FROM memberships m WHERE m.workspace_id = w.id)
  FROM workspaces w ORDER BY w.created_at DESC, w.id
$$;

CREATE FUNCTION instance_providers() RETURNS TABLE
  (provider text, active integer, needs_reconnect integer, last_ok_at timestamptz, failing integer, oldest_open_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT n.provider, count(*) FILTER (WHERE n.state = 'active')::integer,
    count(*) FILTER (WHERE n.state = 'needs_reconnect')::integer, max(n.last_ok_at),
    count(*) FILTER (WHERE n.state = 'active' AND n.last_error_at > coalesce(n.last_ok_at, '-infinity'))::integer,
    min((SELECT min(a.started_at) FROM dispatch_attempts a
      WHERE a.workspace_id = n.workspace_id AND a.connection_id = n.id AND a.state = 'started'))
  FROM connections n WHERE n.state <> 'disconnected' GROUP BY n.provider ORDER BY n.provider
$$;

-- The name of the newest migration; the table of migrations itself belongs to the owner alone.
CREATE FUNCTION instance_schema_version() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT max(migration_name) FROM _prisma_migrations WHERE finished_at IS NOT NULL);
END
$$;
