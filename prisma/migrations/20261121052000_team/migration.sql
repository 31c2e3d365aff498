-- Invitations, and when a member was last in the workspace.

ALTER TABLE memberships ADD COLUMN last_seen_at timestamptz(3);

CREATE TABLE invites (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  email text NOT NULL,
  role role NOT NULL,
  token_hash bytea,
  locale text NOT NULL DEFAULT 'tr',
  created_by_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  accepted_at timestamptz(3),
  accepted_by_id uuid,
  revoked_at timestamptz(3),
  CONSTRAINT invites_pkey PRIMARY KEY (workspace_id, id),
  CONSTRAINT invites_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- A workspace gets owners from its owners, face to face with the page that says what it means; never by a link.
  CONSTRAINT invites_no_owner CHECK (role <> 'owner')
);
CREATE UNIQUE INDEX invites_workspace_id_token_hash_key ON invites (workspace_id, token_hash);
CREATE INDEX invites_token_hash_idx ON invites (token_hash);
-- One open offer per mailbox and workspace, also when two admins invite at once.
CREATE UNIQUE INDEX invites_one_open ON invites (workspace_id, email) WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invites_open_mailbox ON invites (email) WHERE accepted_at IS NULL AND revoked_at IS NULL;

ALTER TABLE invites ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invites USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);

-- Narrow look-ups, as for a connect: they answer ids only, to a token or to the mailbox of a signed-in person.
CREATE POLICY lookup ON invites FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION find_invite(wanted bytea) RETURNS TABLE (workspace_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.workspace_id, i.id FROM invites i WHERE i.token_hash = wanted
$$;

CREATE FUNCTION invites_for(mailbox text) RETURNS TABLE (workspace_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.workspace_id, i.id FROM invites i
  WHERE i.email = mailbox AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
  ORDER BY i.id LIMIT 20
$$;
