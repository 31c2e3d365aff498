-- Whose network a number is in: guessed from its prefix when the message is written, replaced where a report tells it.
CREATE TYPE "message_operator" AS ENUM ('turkcell', 'vodafone', 'turk_telekom', 'other', 'foreign', 'unknown');

-- A constant default: no row is rewritten for it.
ALTER TABLE "messages" ADD COLUMN "operator" "message_operator" NOT NULL DEFAULT 'unknown';
ALTER TABLE "messages" ADD COLUMN "charged_parts" SMALLINT;

CREATE TABLE "message_rollups" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "state" "message_state" NOT NULL,
    "parts" SMALLINT NOT NULL,
    "operator" "message_operator" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" "message_source" NOT NULL,
    "connection_id" UUID NOT NULL,
    "sender" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "provider_code" TEXT NOT NULL,
    "messages" INTEGER NOT NULL,
    "charged" INTEGER NOT NULL DEFAULT 0,
    "told" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "message_rollups_pkey" PRIMARY KEY ("workspace_id","campaign_id","state","parts","operator","at","source","connection_id","sender","reason","provider_code")
) WITH (fillfactor = 60);

CREATE INDEX "message_rollups_at" ON "message_rollups"("workspace_id", "at");

ALTER TABLE "message_rollups" ADD CONSTRAINT "message_rollups_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE message_rollups ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON message_rollups USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);

-- The quarter of an hour that an id was made in; ids are UUIDv7. Days of every zone begin with one.
CREATE FUNCTION uuid7_quarter(id uuid) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_timestamp((('x' || substr(translate(id::text, '-', ''), 1, 12))::bit(48)::bigint / 900000) * 900)
$$;

-- What is there already; the owner is bound by the policies as well, but for these two statements. The numbering plan is that of the Turkish regulator; 50x and 55x belong to Türk Telekom.
ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;
ALTER TABLE message_rollups NO FORCE ROW LEVEL SECURITY;
UPDATE messages SET operator = (CASE
  WHEN msisdn IS NULL THEN 'unknown'
  WHEN msisdn NOT BETWEEN 900000000000 AND 909999999999 THEN 'foreign'
  WHEN msisdn / 100000000 = 9053 THEN 'turkcell'
  WHEN msisdn / 100000000 = 9054 THEN 'vodafone'
  WHEN msisdn / 100000000 IN (9050, 9055) THEN 'turk_telekom'
  ELSE 'other' END)::message_operator;

INSERT INTO message_rollups (workspace_id, campaign_id, state, parts, operator, at, source, connection_id, sender, reason, provider_code, messages)
SELECT m.workspace_id, coalesce(m.campaign_id, '00000000-0000-0000-0000-000000000000'), m.state, m.parts, m.operator,
  uuid7_quarter(coalesce(k.first_id, m.campaign_id, m.id)), m.source, m.connection_id, m.sender,
  CASE WHEN m.state IN ('skipped', 'unknown', 'rejected', 'expired', 'undelivered', 'failed') THEN coalesce(m.reason, '') ELSE '' END,
  CASE WHEN m.state IN ('skipped', 'unknown', 'rejected', 'expired', 'undelivered', 'failed') THEN left(coalesce(m.provider_code, ''), 40) ELSE '' END,
  count(*)
FROM messages m LEFT JOIN campaigns k ON k.workspace_id = m.workspace_id AND k.id = m.campaign_id
WHERE m.state NOT IN ('pending', 'held', 'claimed', 'submitted')
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
ALTER TABLE message_rollups FORCE ROW LEVEL SECURITY;

-- Who refused by themselves, by the time of it: a campaign's report asks how many did within three days.
CREATE INDEX suppressions_of_own_word ON suppressions (workspace_id, created_at) WHERE source IN ('page', 'keyword');
