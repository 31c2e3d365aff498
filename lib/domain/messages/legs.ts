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
