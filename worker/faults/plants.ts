/** A bug that could have been written, as a change of one file's text. */
export interface Plant {
  readonly file: string;
  /** Each text must be there, or the plant has gone stale and says so. */
  readonly swap: readonly (readonly [from: string, to: string])[];
}

/** The bugs that the harness must be able to find. */
export const plants = {
  "a call that is not written down": {
    file: "lib/domain/messages/commands/begin-call-sql.ts",
    swap: [
      [
        "INSERT INTO dispatch_attempts (workspace_id, id, campaign_id, chunk_id, connection_id, fence, message_ids)\n  SELECT $1, $7, $8, $2, a.connection_id, $3, b.ids FROM allowed a, batch b WHERE b.ids IS NOT NULL AND NOT ($15::boolean AND b.skipped IS NOT NULL)\n  RETURNING id",
        "SELECT $7::uuid AS id FROM allowed a, batch b WHERE b.ids IS NOT NULL AND NOT ($15::boolean AND b.skipped IS NOT NULL)",
      ],
    ],
  },
  "a call without an answer goes out again": {
    file: "worker/verdict.ts",
    swap: [
      [
        'results: everyone(count, { state: "unknown", reason: outcome.detail })',
        'results: everyone(count, { state: "pending" })',
      ],
    ],
  },
  "what a dead worker had under way goes out again": {
    file: "lib/domain/messages/commands/reclaim-leases.ts",
    swap: [["SET state = 'unknown', attempt_id = l.id, reason = 'worker_lost'", "SET state = 'pending'"]],
  },
  "a call without an answer that is recorded late goes out again": {
    file: "lib/domain/messages/commands/settle-late.ts",
    swap: [
      [
        "WHEN 'pending' THEN $14::message_state",
        "WHEN 'unknown' THEN $14::message_state WHEN 'pending' THEN $14::message_state",
      ],
    ],
  },
  "a chunk without lease and fence": {
    file: "lib/domain/messages/commands/begin-call-sql.ts",
    swap: [
      [" AND c.fence = $3 AND c.state <> ALL ('{sent,settled}') AND c.lease_until > clock_timestamp()", ""],
      [
        "\n    AND NOT EXISTS (SELECT FROM dispatch_attempts a WHERE a.workspace_id = $1 AND a.chunk_id = $2 AND a.state = 'started')",
        "",
      ],
    ],
  },
  "a count that moves twice": {
    file: "lib/domain/messages/book-moves.ts",
    swap: [
      [
        "DO UPDATE SET messages = s.messages + excluded.messages,",
        "DO UPDATE SET messages = s.messages + 2 * excluded.messages,",
      ],
    ],
  },
  "an answer that is taken for more than it says": {
    file: "worker/verdict.ts",
    swap: [
      [
        '{ state: "unknown", reason: outcome.detail }, next: null',
        '{ state: "accepted", providerId: null, providerCode: "" }, next: null',
      ],
      [
        'results: everyone(count, { state: "unknown", reason: outcome.detail })',
        'results: everyone(count, { state: "accepted", providerId: null, providerCode: "" })',
      ],
    ],
  },
  "a stop that is not looked at": {
    file: "lib/domain/messages/commands/begin-call-sql.ts",
    swap: [["AND k.state = 'sending'", "AND k.state IN ('sending', 'cancelled')"]],
  },
} as const satisfies Record<string, Plant>;

/** The name of a plant. */
export type PlantName = keyof typeof plants;
