-- The operator's limit is a fence against a stolen account, and one-time codes are what such an account sends most: everybody
-- who was written to counts, by whichever way.

-- People reached by no campaign: messages of their own, such as tests and answers, and one-time codes.
CREATE FUNCTION others_reached_since(workspace uuid, since timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT (SELECT coalesce(sum(people_called_in(workspace, a.id, a.message_ids, a.state, a.http_status)), 0) FROM dispatch_attempts a
      WHERE a.workspace_id = workspace AND a.id >= uuid7_floor(since) AND a.started_at >= since AND a.campaign_id IS NULL)::bigint
    + (SELECT count(*) FROM otp_codes c
      WHERE c.workspace_id = workspace AND c.created_at >= since AND c.state NOT IN ('blocked', 'failed'))
$$;

CREATE FUNCTION people_reached_since(workspace uuid, since timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT people_called_since(workspace, since) + others_reached_since(workspace, since)
$$;
