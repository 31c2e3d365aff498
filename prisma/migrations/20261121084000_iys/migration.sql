-- İYS: the brand of a connection, what became of each word of a person there, what İYS answered, and the history of people.

CREATE TYPE "iys_state" AS ENUM ('none', 'waiting', 'registered', 'refused', 'late');

ALTER TABLE "connections" ADD COLUMN "iys_brand" TEXT,
  ADD COLUMN "iys_audience" TEXT NOT NULL DEFAULT 'individual',
  ADD CONSTRAINT connections_iys_audience CHECK (iys_audience IN ('individual', 'merchant'));

ALTER TABLE "consents" ADD COLUMN "iys_state" "iys_state" NOT NULL DEFAULT 'none',
  ADD COLUMN "iys_at" TIMESTAMPTZ(3),
  ADD COLUMN "iys_code" TEXT;

CREATE TABLE "consent_events" (
    "workspace_id" UUID NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT '',
    "words" TEXT NOT NULL DEFAULT '',
    "given_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_events_pkey" PRIMARY KEY ("workspace_id","msisdn","id")
);

CREATE TABLE "iys_checks" (
    "workspace_id" UUID NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "wanted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "asked_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "source" TEXT,
    "answer_at" TIMESTAMPTZ(3),

    CONSTRAINT "iys_checks_pkey" PRIMARY KEY ("workspace_id","msisdn")
);

ALTER TABLE "consent_events" ADD CONSTRAINT "consent_events_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "iys_checks" ADD CONSTRAINT "iys_checks_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Only few words wait at a time; the order is that of their deadlines.
CREATE INDEX consents_iys_open ON consents (workspace_id, given_at) WHERE iys_state IN ('waiting', 'refused', 'late');
CREATE INDEX iys_checks_open ON iys_checks (workspace_id, wanted_at) WHERE asked_at IS NULL OR asked_at < wanted_at;

ALTER TABLE consent_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON consent_events USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
ALTER TABLE iys_checks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON iys_checks USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);

-- The sweep finds words that wait for İYS and questions to it; ids only.
CREATE POLICY lookup_iys ON consents FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON iys_checks FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION workspaces_with_iys_work() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT c.workspace_id FROM consents c WHERE c.iys_state = 'waiting'
  UNION SELECT k.workspace_id FROM iys_checks k WHERE k.asked_at IS NULL OR k.asked_at < k.wanted_at
$$;
