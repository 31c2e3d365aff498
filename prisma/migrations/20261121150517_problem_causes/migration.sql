-- Why each of the messages with a reason is in its state, so that those of one reason or one code are found by themselves,
-- however rare they are. Texts, and cut as in the rollup, for the same reasons as there.
ALTER TABLE "message_problems"
  ADD COLUMN "reason" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "provider_code" TEXT NOT NULL DEFAULT '';

-- What is there already; the owner is bound by the policies as well, but for this statement.
ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;
ALTER TABLE message_problems NO FORCE ROW LEVEL SECURITY;
UPDATE message_problems p SET reason = left(coalesce(m.reason, ''), 40), provider_code = left(coalesce(m.provider_code, ''), 40)
FROM messages m WHERE m.workspace_id = p.workspace_id AND m.id = p.message_id;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
ALTER TABLE message_problems FORCE ROW LEVEL SECURITY;

CREATE INDEX "message_problems_reason" ON "message_problems"("workspace_id", "state", "reason", "message_id");
CREATE INDEX "message_problems_code" ON "message_problems"("workspace_id", "state", "provider_code", "message_id");
