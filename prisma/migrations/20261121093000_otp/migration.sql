-- One-time codes: how they look and live, and what became of each. No code is stored, only its keyed hash.

CREATE TABLE "otp_profiles" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sender_id" UUID NOT NULL,
    "digits" SMALLINT NOT NULL,
    "lifetime_minutes" SMALLINT NOT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "hourly" INTEGER NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "otp_profiles_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "otp_codes" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "msisdn" BIGINT,
    "code_hash" BYTEA,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "provider_id" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "otp_codes_pkey" PRIMARY KEY ("workspace_id","id")
);

ALTER TABLE "otp_profiles" ADD CONSTRAINT "otp_profiles_workspace_id_sender_id_fkey" FOREIGN KEY ("workspace_id", "sender_id") REFERENCES "senders"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "otp_codes" ADD CONSTRAINT "otp_codes_workspace_id_profile_id_fkey" FOREIGN KEY ("workspace_id", "profile_id") REFERENCES "otp_profiles"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "otp_codes_workspace_id_created_at_idx" ON "otp_codes"("workspace_id", "created_at");

ALTER TABLE otp_profiles
  ADD CONSTRAINT otp_profiles_digits CHECK (digits BETWEEN 4 AND 6),
  ADD CONSTRAINT otp_profiles_lifetime CHECK (lifetime_minutes BETWEEN 1 AND 10);
ALTER TABLE otp_codes
  ADD CONSTRAINT otp_codes_state CHECK (state IN ('sending', 'sent', 'unknown', 'verified', 'failed', 'blocked', 'over')),
  ADD CONSTRAINT otp_codes_tries CHECK (tries BETWEEN 0 AND 5);

ALTER TABLE otp_profiles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON otp_profiles USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
ALTER TABLE otp_codes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON otp_codes USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
