-- Messages that people sent to an account, and whether the account has an inbox at all.

ALTER TYPE "message_source" ADD VALUE 'reply';

-- Null until somebody asked; the time is that of the last answer.
ALTER TABLE "connections" ADD COLUMN "has_inbox" BOOLEAN, ADD COLUMN "inbox_at" TIMESTAMPTZ(3);

CREATE TABLE "inbound_messages" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "remote_id" TEXT NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "is_opt_out" BOOLEAN NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_messages_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE UNIQUE INDEX "inbound_messages_workspace_id_connection_id_remote_id_key" ON "inbound_messages"("workspace_id", "connection_id", "remote_id");
CREATE INDEX "inbound_messages_workspace_id_msisdn_received_at_idx" ON "inbound_messages"("workspace_id", "msisdn", "received_at");
ALTER TABLE "inbound_messages" ADD CONSTRAINT "inbound_messages_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE inbound_messages ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON inbound_messages USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
