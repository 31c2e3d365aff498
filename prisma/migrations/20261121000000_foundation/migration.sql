-- The foundation: tables, then what Prisma's schema language cannot say: month partitions, partial indexes,
-- forced row-level security, narrow look-up functions. Role grants are in prisma/grants.sql.

CREATE TYPE "import_state" AS ENUM ('receiving', 'reading', 'ready', 'refused');

CREATE TYPE "consent_status" AS ENUM ('granted', 'refused');

CREATE TYPE "campaign_state" AS ENUM ('draft', 'in_review', 'changes_requested', 'awaiting_signature', 'scheduled', 'holding', 'preparing', 'sending', 'paused', 'settling', 'completed', 'cancelled', 'failed');

CREATE TYPE "campaign_kind" AS ENUM ('commercial', 'informational');

CREATE TYPE "chunk_state" AS ENUM ('open', 'sent', 'settled');

CREATE TYPE "connection_state" AS ENUM ('active', 'needs_reconnect', 'disconnected');

CREATE TYPE "revocation_state" AS ENUM ('pending', 'done', 'refused', 'given_up');

CREATE TYPE "message_state" AS ENUM ('pending', 'skipped', 'held', 'claimed', 'submitted', 'unknown', 'accepted', 'rejected', 'expired', 'undelivered', 'delivered', 'failed', 'cancelled');

CREATE TYPE "message_source" AS ENUM ('campaign', 'test', 'verification');

CREATE TYPE "sms_encoding" AS ENUM ('gsm7', 'tr7', 'ucs2');

CREATE TYPE "attempt_state" AS ENUM ('started', 'settled', 'unknown');

CREATE TYPE "role" AS ENUM ('owner', 'admin', 'operator', 'viewer');

CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'tr',
    "is_operator" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "password_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "login_sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "login_sessions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "password_resets" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_resets_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "imports" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "state" "import_state" NOT NULL DEFAULT 'receiving',
    "refusal" JSONB,
    "filename" TEXT NOT NULL,
    "byte_size" BIGINT NOT NULL DEFAULT 0,
    "encoding" TEXT,
    "delimiter" TEXT,
    "has_header" BOOLEAN,
    "columns" TEXT[],
    "phone_column" INTEGER,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "refused" JSONB NOT NULL DEFAULT '{}',
    "reading" INTEGER NOT NULL DEFAULT 0,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "import_pieces" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "import_pieces_pkey" PRIMARY KEY ("workspace_id","import_id","no")
);

CREATE TABLE "import_recipients" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "reading" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "cells" TEXT[],

    CONSTRAINT "import_recipients_pkey" PRIMARY KEY ("workspace_id","import_id","reading","line")
);

CREATE TABLE "import_rejects" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "reading" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "raw" TEXT NOT NULL,
    "first_line" INTEGER,

    CONSTRAINT "import_rejects_pkey" PRIMARY KEY ("workspace_id","import_id","reading","line")
);

CREATE TABLE "suppressions" (
    "workspace_id" UUID NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppressions_pkey" PRIMARY KEY ("workspace_id","msisdn")
);

CREATE TABLE "consents" (
    "workspace_id" UUID NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "status" "consent_status" NOT NULL,
    "source" TEXT NOT NULL,
    "proof" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("workspace_id","msisdn")
);

CREATE TABLE "test_numbers" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "code_sealed" BYTEA,
    "code_hash" BYTEA,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "test_numbers_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "campaigns" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" "campaign_state" NOT NULL DEFAULT 'draft',
    "state_reason" TEXT,
    "paused_from" "campaign_state",
    "kind" "campaign_kind",
    "connection_id" UUID,
    "sender_id" UUID,
    "import_id" UUID,
    "text" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "sender_name" TEXT,
    "import_reading" INTEGER,
    "content_hash" BYTEA,
    "people" INTEGER NOT NULL DEFAULT 0,
    "parts" INTEGER NOT NULL DEFAULT 0,
    "first_id" UUID,
    "last_id" UUID,
    "created_by_id" UUID NOT NULL,
    "started_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "hold_until" TIMESTAMPTZ(3),
    "prepared_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "chunks" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "first_id" UUID NOT NULL,
    "last_id" UUID NOT NULL,
    "state" "chunk_state" NOT NULL DEFAULT 'open',
    "lease_until" TIMESTAMPTZ(3),
    "leased_by" TEXT,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "polls" INTEGER NOT NULL DEFAULT 0,
    "poll_at" TIMESTAMPTZ(3),

    CONSTRAINT "chunks_pkey" PRIMARY KEY ("workspace_id","id")
) WITH (fillfactor = 80);

CREATE TABLE "connections" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "state" "connection_state" NOT NULL DEFAULT 'active',
    "state_reason" TEXT,
    "remote_id" TEXT NOT NULL,
    "remote_name" TEXT NOT NULL,
    "scopes" TEXT[],
    "key_sealed" BYTEA,
    "key_id" TEXT,
    "key_fingerprint" TEXT,
    "connected_by_id" UUID NOT NULL,
    "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disconnected_at" TIMESTAMPTZ(3),
    "account" JSONB,
    "account_at" TIMESTAMPTZ(3),
    "channels" JSONB,
    "senders_at" TIMESTAMPTZ(3),
    "last_ok_at" TIMESTAMPTZ(3),
    "last_latency_ms" INTEGER,
    "last_error" TEXT,
    "last_error_at" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3),

    CONSTRAINT "connections_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "connect_transactions" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "state_hash" BYTEA NOT NULL,
    "browser_hash" BYTEA NOT NULL,
    "verifier_sealed" BYTEA,
    "issuer" TEXT NOT NULL,
    "return_to" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "consumed_at" TIMESTAMPTZ(3),
    "pending_sealed" BYTEA,
    "pending_scopes" TEXT[],
    "pending_remote_id" TEXT,
    "pending_remote_name" TEXT,

    CONSTRAINT "connect_transactions_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "revocations" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID,
    "provider" TEXT NOT NULL,
    "key_sealed" BYTEA,
    "state" "revocation_state" NOT NULL DEFAULT 'pending',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "give_up_at" TIMESTAMPTZ(3) NOT NULL,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "revocations_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "senders" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "provider_code" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "is_listed" BOOLEAN NOT NULL DEFAULT true,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "senders_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "messages" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID,
    "connection_id" UUID NOT NULL,
    "source" "message_source" NOT NULL,
    "sender" TEXT NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "body" TEXT NOT NULL,
    "encoding" "sms_encoding" NOT NULL,
    "parts" SMALLINT NOT NULL,
    "state" "message_state" NOT NULL,
    "reason" TEXT,
    "provider_id" TEXT,
    "provider_code" TEXT,
    "attempt_id" UUID,
    "line" INTEGER,
    "accepted_at" TIMESTAMPTZ(3),
    "state_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("workspace_id","id")
) PARTITION BY RANGE ("id");

CREATE TABLE "dispatch_attempts" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID,
    "chunk_id" UUID,
    "connection_id" UUID NOT NULL,
    "fence" INTEGER NOT NULL,
    "message_ids" UUID[],
    "state" "attempt_state" NOT NULL DEFAULT 'started',
    "http_status" INTEGER,
    "request_id" TEXT,
    "detail" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "dispatch_attempts_pkey" PRIMARY KEY ("workspace_id","id")
) WITH (fillfactor = 80);

CREATE TABLE "message_stats" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "state" "message_state" NOT NULL,
    "messages" INTEGER NOT NULL,
    "parts" INTEGER NOT NULL,

    CONSTRAINT "message_stats_pkey" PRIMARY KEY ("workspace_id","campaign_id","state")
) WITH (fillfactor = 80);

CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL DEFAULT 'Europe/Istanbul',
    "locale" TEXT NOT NULL DEFAULT 'tr',
    "undo_seconds" INTEGER NOT NULL DEFAULT 60,
    "halted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "slugs" (
    "slug" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,

    CONSTRAINT "slugs_pkey" PRIMARY KEY ("slug")
);

CREATE TABLE "memberships" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "may_send" BOOLEAN NOT NULL DEFAULT true,
    "may_approve" BOOLEAN NOT NULL DEFAULT false,
    "full_numbers" BOOLEAN NOT NULL DEFAULT true,
    "daily_cap" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("workspace_id","user_id")
);

CREATE TABLE "audit_events" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("workspace_id","id")
) PARTITION BY RANGE ("id");

CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

CREATE INDEX "login_sessions_user_id_idx" ON "login_sessions"("user_id");

CREATE UNIQUE INDEX "password_resets_token_hash_key" ON "password_resets"("token_hash");

CREATE INDEX "password_resets_user_id_idx" ON "password_resets"("user_id");

CREATE UNIQUE INDEX "test_numbers_workspace_id_user_id_msisdn_key" ON "test_numbers"("workspace_id", "user_id", "msisdn");

CREATE UNIQUE INDEX "chunks_workspace_id_campaign_id_no_key" ON "chunks"("workspace_id", "campaign_id", "no");

CREATE INDEX "connect_transactions_state_hash_idx" ON "connect_transactions"("state_hash");

CREATE UNIQUE INDEX "connect_transactions_workspace_id_state_hash_key" ON "connect_transactions"("workspace_id", "state_hash");

CREATE UNIQUE INDEX "senders_workspace_id_connection_id_name_provider_code_key" ON "senders"("workspace_id", "connection_id", "name", "provider_code");

CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

ALTER TABLE "login_sessions" ADD CONSTRAINT "login_sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "imports" ADD CONSTRAINT "imports_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "import_pieces" ADD CONSTRAINT "import_pieces_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "imports"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "import_recipients" ADD CONSTRAINT "import_recipients_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "imports"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "import_rejects" ADD CONSTRAINT "import_rejects_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "imports"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "consents" ADD CONSTRAINT "consents_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "test_numbers" ADD CONSTRAINT "test_numbers_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_workspace_id_sender_id_fkey" FOREIGN KEY ("workspace_id", "sender_id") REFERENCES "senders"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "imports"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "chunks" ADD CONSTRAINT "chunks_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaigns"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "connections" ADD CONSTRAINT "connections_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "connect_transactions" ADD CONSTRAINT "connect_transactions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "revocations" ADD CONSTRAINT "revocations_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "senders" ADD CONSTRAINT "senders_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "messages" ADD CONSTRAINT "messages_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaigns"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "messages" ADD CONSTRAINT "messages_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "dispatch_attempts" ADD CONSTRAINT "dispatch_attempts_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaigns"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE "message_stats" ADD CONSTRAINT "message_stats_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaigns"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------- month partitions ----------
-- Ids are UUIDv7: the first 48 bits are milliseconds, so a month is a range of ids and an old month can be detached whole.

CREATE FUNCTION uuid7_floor(at timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partition of a month where it is missing. Only these two parents; a unique key per partition is what keeps
-- (number, campaign) single, because a campaign's message ids share their preparation time. It also answers look-ups by number.
CREATE FUNCTION ensure_month_partition(parent text, month date) RETURNS void
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
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS) WITH (fillfactor = 80)', child, parent);
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', child);
  EXECUTE format('CREATE POLICY tenant ON %I USING (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', child);
  IF parent = 'messages' THEN
    EXECUTE format('CREATE UNIQUE INDEX ON %I (workspace_id, msisdn, campaign_id)', child);
  END IF;
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child,
    uuid7_floor(first_day::timestamp AT TIME ZONE 'UTC'), uuid7_floor((first_day + interval '1 month')::timestamp AT TIME ZONE 'UTC'));
END
$$;

-- ---------- partial indexes ----------
CREATE UNIQUE INDEX connections_one_per_account ON connections (workspace_id, provider, remote_id) WHERE state <> 'disconnected';
CREATE UNIQUE INDEX senders_one_default ON senders (workspace_id) WHERE is_default;
CREATE INDEX campaigns_open ON campaigns (workspace_id) WHERE state IN ('scheduled', 'holding', 'preparing', 'sending', 'settling');
CREATE INDEX chunks_open ON chunks (workspace_id, campaign_id, no) WHERE state = 'open';
CREATE INDEX chunks_to_poll ON chunks (workspace_id, poll_at) WHERE state = 'sent';
CREATE INDEX attempts_open ON dispatch_attempts (workspace_id, chunk_id) WHERE state = 'started';
CREATE INDEX revocations_open ON revocations (workspace_id, next_try_at) WHERE state = 'pending';
CREATE INDEX imports_open ON imports (workspace_id) WHERE state = 'reading';

-- ---------- row-level security ----------
-- Default deny. The setting is local to a transaction; afterwards it reads '' and not NULL, hence nullif.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['connections', 'connect_transactions', 'revocations', 'senders', 'imports', 'import_pieces',
    'import_recipients', 'import_rejects', 'suppressions', 'consents', 'test_numbers', 'campaigns', 'chunks', 'messages',
    'dispatch_attempts', 'message_stats', 'audit_events'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', t);
  END LOOP;
END
$$;

-- A person sees the own memberships, and through them the workspaces, before any workspace is chosen.
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON memberships USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY own ON memberships FOR SELECT USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON workspaces USING (id = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY own ON workspaces FOR SELECT USING (
  id IN (SELECT m.workspace_id FROM memberships m WHERE m.user_id = nullif(current_setting('app.user_id', true), '')::uuid));

-- ---------- narrow look-ups across workspaces ----------
-- They run as the owner of the tables, who may read just these tables and returns ids only.
CREATE POLICY lookup ON connect_transactions FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON campaigns FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON revocations FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON imports FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION find_connect_transaction(wanted bytea) RETURNS TABLE (workspace_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.workspace_id, t.id FROM connect_transactions t WHERE t.state_hash = wanted
$$;

CREATE FUNCTION workspaces_with_work() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.workspace_id FROM campaigns c WHERE c.state IN ('scheduled', 'holding', 'preparing', 'sending', 'settling')
  UNION SELECT r.workspace_id FROM revocations r WHERE r.state = 'pending' AND r.next_try_at <= now()
  UNION SELECT i.workspace_id FROM imports i WHERE i.state = 'reading'
$$;

SELECT ensure_month_partition(parent, (date_trunc('month', now()) + n * interval '1 month')::date)
FROM unnest(ARRAY['messages', 'audit_events']) AS parent, generate_series(-1, 2) AS n;
