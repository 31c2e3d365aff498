-- Approvals: the workspace's threshold, one row per submission, and what people wrote about it.

-- CreateEnum
CREATE TYPE "review_state" AS ENUM ('waiting', 'approved', 'changes_requested', 'rejected', 'withdrawn', 'expired', 'refused');

-- AlterTable
ALTER TABLE "campaigns" ADD COLUMN     "review_id" UUID;

-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN     "approval_parts" INTEGER,
ADD COLUMN     "approval_people" INTEGER;

-- CreateTable
CREATE TABLE "reviews" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "state" "review_state" NOT NULL DEFAULT 'waiting',
    "content_hash" BYTEA NOT NULL,
    "text" TEXT NOT NULL,
    "kind" "campaign_kind" NOT NULL,
    "sender_name" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    "parts" INTEGER NOT NULL,
    "longest_line" INTEGER,
    "needs_two" BOOLEAN NOT NULL,
    "submitted_by_id" UUID NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "approved_at" TIMESTAMPTZ(3),
    "signature_id" TEXT,
    "signature_url" TEXT,
    "receipt" TEXT,
    "signed_by" TEXT,
    "signed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "review_comments" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "review_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "review_comments_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "reviews_workspace_id_campaign_id_id_idx" ON "reviews"("workspace_id", "campaign_id", "id");

-- CreateIndex
CREATE INDEX "review_comments_workspace_id_review_id_idx" ON "review_comments"("workspace_id", "review_id");

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_workspace_id_review_id_fkey" FOREIGN KEY ("workspace_id", "review_id") REFERENCES "reviews"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaigns"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_comments" ADD CONSTRAINT "review_comments_workspace_id_review_id_fkey" FOREIGN KEY ("workspace_id", "review_id") REFERENCES "reviews"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE workspaces
  ADD CONSTRAINT workspaces_approval_people CHECK (approval_people >= 0),
  ADD CONSTRAINT workspaces_approval_parts CHECK (approval_parts >= 0);

-- A campaign waits in one review at a time.
CREATE UNIQUE INDEX reviews_one_waiting ON reviews (workspace_id, campaign_id) WHERE state = 'waiting';
CREATE INDEX reviews_open ON reviews (expires_at) WHERE state IN ('waiting', 'approved');

-- What two people are needed for is never approved by the one who submitted it, whatever a program believes.
ALTER TABLE reviews ADD CONSTRAINT reviews_two_people CHECK (
  state <> 'approved' OR decided_by_id IS NOT NULL AND NOT (needs_two AND decided_by_id = submitted_by_id));

ALTER TABLE reviews ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON reviews USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
ALTER TABLE review_comments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON review_comments USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);

-- The sweep finds reviews that ran out; ids only.
CREATE POLICY lookup ON reviews FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION workspaces_with_reviews_due() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.workspace_id FROM reviews r
  JOIN campaigns c ON c.workspace_id = r.workspace_id AND c.review_id = r.id
  WHERE r.state IN ('waiting', 'approved') AND r.expires_at <= now() AND c.state IN ('in_review', 'awaiting_signature')
$$;
