-- Messages in a state that people ask the reason of, which are few, found without walking past all the others. An index on
-- the state would do that too, and would cost every message that is delivered: it could not be updated in place any more
-- (docs/adr/0008). So these are rows, written by the statement that moves the message. The state is a text, because under a
-- policy an index is not gone into by a comparison of enumerations: the server does not vouch for it (leakproof).
CREATE TABLE "message_problems" (
    "workspace_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "message_id" UUID NOT NULL,

    CONSTRAINT "message_problems_pkey" PRIMARY KEY ("workspace_id","state","message_id")
);

ALTER TABLE message_problems ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON message_problems USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);

-- What is there already; the owner is bound by the policies as well, but for this statement.
ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;
ALTER TABLE message_problems NO FORCE ROW LEVEL SECURITY;
INSERT INTO message_problems (workspace_id, state, message_id)
SELECT workspace_id, state::text, id FROM messages
WHERE state IN ('skipped', 'unknown', 'rejected', 'expired', 'undelivered', 'failed');
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
ALTER TABLE message_problems FORCE ROW LEVEL SECURITY;
