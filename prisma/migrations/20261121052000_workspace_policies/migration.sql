-- What a workspace decides for itself: who it is, when and to how many it sends, how long it keeps what, and its end.

ALTER TABLE workspaces
  ADD COLUMN trade_name TEXT NOT NULL DEFAULT '',
  ADD COLUMN mersis TEXT,
  ADD COLUMN halted_by_id UUID,
  ADD COLUMN quiet_from SMALLINT,
  ADD COLUMN quiet_until SMALLINT,
  ADD COLUMN quiet_days DATE[] NOT NULL DEFAULT '{}',
  ADD COLUMN daily_cap INTEGER,
  ADD COLUMN allows_foreign BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN body_days INTEGER,
  ADD COLUMN number_days INTEGER,
  ADD COLUMN purged_at TIMESTAMPTZ(3),
  ADD COLUMN number_key_sealed BYTEA,
  ADD COLUMN delete_at TIMESTAMPTZ(3),
  ADD COLUMN deleted_at TIMESTAMPTZ(3),
  ADD CONSTRAINT workspaces_undo_seconds CHECK (undo_seconds BETWEEN 0 AND 300),
  ADD CONSTRAINT workspaces_quiet CHECK ((quiet_from IS NULL) = (quiet_until IS NULL)
    AND quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439 AND quiet_from <> quiet_until),
  ADD CONSTRAINT workspaces_daily_cap CHECK (daily_cap > 0),
  ADD CONSTRAINT workspaces_retention CHECK (body_days > 0 AND number_days > 0);

-- A number that was erased, or is older than the workspace keeps numbers; state, parts and times stay for the counts.
ALTER TABLE messages ALTER COLUMN msisdn DROP NOT NULL;

-- What must outlive an erasure: that nobody texts the person, and the proof of what was agreed. The number is a keyed hash.
CREATE TABLE erased_people (
    "workspace_id" UUID NOT NULL,
    "number_hash" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "consent_status" "consent_status",
    "consent_source" TEXT,
    "consent_proof" TEXT,
    "consent_given_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erased_people_pkey" PRIMARY KEY ("workspace_id","number_hash")
);

CREATE TYPE "archive_state" AS ENUM ('waiting', 'building', 'ready', 'failed', 'expired');

-- Everything of a workspace as one file, for those who run it; gone again after a day.
CREATE TABLE archives (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "state" "archive_state" NOT NULL DEFAULT 'waiting',
    "files_done" INTEGER NOT NULL DEFAULT 0,
    "files" INTEGER NOT NULL DEFAULT 0,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "byte_size" BIGINT NOT NULL DEFAULT 0,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "archives_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE archive_pieces (
    "workspace_id" UUID NOT NULL,
    "archive_id" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "archive_pieces_pkey" PRIMARY KEY ("workspace_id","archive_id","no")
);

ALTER TABLE erased_people ADD CONSTRAINT "erased_people_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE archives ADD CONSTRAINT "archives_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE archive_pieces ADD CONSTRAINT "archive_pieces_workspace_id_archive_id_fkey" FOREIGN KEY ("workspace_id", "archive_id") REFERENCES "archives"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['erased_people', 'archives', 'archive_pieces'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', t);
  END LOOP;
END
$$;

-- Whether commercial messages rest at an instant: a day off, or between two times of the day, which may enclose midnight.
-- lib/domain/workspaces/quiet-hours.ts says the same; a test holds the two together.
CREATE FUNCTION is_quiet(at timestamptz, zone text, quiet_from smallint, quiet_until smallint, quiet_days date[]) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (at AT TIME ZONE zone)::date = ANY (quiet_days)
    OR coalesce(CASE WHEN quiet_from < quiet_until
      THEN extract(hour FROM at AT TIME ZONE zone) * 60 + extract(minute FROM at AT TIME ZONE zone) >= quiet_from
       AND extract(hour FROM at AT TIME ZONE zone) * 60 + extract(minute FROM at AT TIME ZONE zone) < quiet_until
      ELSE extract(hour FROM at AT TIME ZONE zone) * 60 + extract(minute FROM at AT TIME ZONE zone) >= quiet_from
        OR extract(hour FROM at AT TIME ZONE zone) * 60 + extract(minute FROM at AT TIME ZONE zone) < quiet_until END, false)
$$;

-- HMAC-SHA-256 of a number. The pads are made from the key outside, so that the database never holds it.
CREATE FUNCTION number_hash(inner_pad bytea, outer_pad bytea, msisdn bigint) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(outer_pad || sha256(inner_pad || convert_to(msisdn::text, 'UTF8')))
$$;

CREATE POLICY lookup ON workspaces FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON archives FOR SELECT TO CURRENT_USER USING (true);

-- As before, and: pauses that end by themselves, archives to build.
CREATE OR REPLACE FUNCTION workspaces_with_work() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.workspace_id FROM campaigns c WHERE c.state IN ('scheduled', 'holding', 'preparing', 'sending', 'settling')
  UNION SELECT c.workspace_id FROM campaigns c WHERE c.state = 'paused'
    AND (c.updated_at < now() - interval '7 days' OR c.state_reason IN ('quiet_hours', 'cap'))
  UNION SELECT k.workspace_id FROM chunks k JOIN campaigns c ON c.workspace_id = k.workspace_id AND c.id = k.campaign_id
    WHERE k.state = 'open' AND c.state = 'cancelled'
  UNION SELECT k.workspace_id FROM chunks k WHERE k.state = 'sent' AND k.poll_at <= now()
  UNION SELECT a.workspace_id FROM dispatch_attempts a WHERE a.state = 'started' AND a.started_at < now() - interval '1 minute'
  UNION SELECT r.workspace_id FROM revocations r WHERE r.state = 'pending' AND r.next_try_at <= now()
  UNION SELECT i.workspace_id FROM imports i WHERE i.state = 'reading'
$$;

-- Workspaces where something is to be thrown away: once a day by their retention, archives that expired, and themselves.
CREATE FUNCTION workspaces_to_purge() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id FROM workspaces w
  WHERE w.deleted_at IS NULL AND (w.delete_at <= now()
    OR (coalesce(w.body_days, w.number_days) IS NOT NULL AND (w.purged_at IS NULL OR w.purged_at < now() - interval '23 hours')))
  UNION SELECT a.workspace_id FROM archives a WHERE a.state = 'ready' AND a.expires_at <= now()
$$;

-- People of campaigns who were handed to a provider since an instant, or may have been. A call that was refused as a whole
-- reached nobody. Attempt ids are UUIDv7, so the primary key finds the day.
CREATE FUNCTION people_called_since(workspace uuid, since timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(cardinality(a.message_ids)), 0) FROM dispatch_attempts a
  WHERE a.workspace_id = workspace AND a.id >= uuid7_floor(since) AND a.started_at >= since AND a.campaign_id IS NOT NULL
    AND (a.state <> 'settled' OR a.http_status BETWEEN 200 AND 299)
$$;

-- Midnight before an instant, in a zone.
CREATE FUNCTION day_start(at timestamptz, zone text) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT date_trunc('day', at AT TIME ZONE zone) AT TIME ZONE zone
$$;
