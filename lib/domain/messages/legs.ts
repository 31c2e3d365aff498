/**
 * SQL about the two connections of a campaign, over a chunk `c` and its campaign `k`.
 *
 * A chunk begins on leg 1, the campaign's own connection, and moves to leg 2 once, as a whole: whoever is pending or held in
 * it then goes out on the second connection, and nobody else.
 */

/** The connection that a chunk goes out on. */
export const LEG_CONNECTION = "CASE c.leg WHEN 2 THEN k.second_connection_id ELSE k.connection_id END";

/** The name that the handset shows. */
export const LEG_SENDER = "CASE c.leg WHEN 2 THEN k.second_sender_name ELSE k.sender_name END";

/**
 * Writes the second connection beside those of the campaign `$2` who wait once more in a chunk that moved there. They are in no
 * rollup, so nothing is booked.
 */
export const FOLLOW_LEG = `
UPDATE messages m SET connection_id = k.second_connection_id, sender = coalesce(k.second_sender_name, m.sender)
FROM chunks c JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
WHERE c.workspace_id = $1::uuid AND c.campaign_id = $2::uuid AND c.state = 'open' AND c.leg = 2
  AND m.workspace_id = $1::uuid AND m.id >= c.first_id AND m.id <= c.last_id
  AND m.campaign_id IS NOT DISTINCT FROM c.campaign_id AND m.state = 'pending' AND m.connection_id <> k.second_connection_id`;

/** The row of that name. */
export const LEG_SENDER_ID = "CASE c.leg WHEN 2 THEN k.second_sender_id ELSE k.sender_id END";

/** Whether a chunk's connection is still asked: the first may have been given up. */
export const LEG_IS_USED = "(c.leg = 2 OR k.first_given_up_at IS NULL)";

/**
 * Whether a campaign that its provider keeps until the start may be handed over now. Schedules are told in whole minutes, so
 * shortly before the start it waits and then goes out at once.
 */
export const PROVIDER_TAKES_IT =
  "(NOT k.at_provider OR k.start_at <= clock_timestamp() OR k.start_at > clock_timestamp() + interval '2 minutes')";

/** When the provider is to send it; null for at once. */
export const PROVIDER_SENDS_AT = "CASE WHEN k.at_provider AND k.start_at > clock_timestamp() THEN k.start_at END";

/**
 * The companies in reserve of a campaign that are connected behind its connection `n` still: naming another one would have the
 * whole call refused.
 */
export const CONNECTED_RESERVES = `ARRAY(SELECT r FROM unnest(k.fallback_codes) AS r WHERE n.channels @>
  jsonb_build_array(jsonb_build_object('code', r, 'kind', 'sms', 'status', 'connected')))`;
