import { expect } from "vitest";
import { PROBLEMS_DRIFT, ROLLUP_DRIFT, STATS_DRIFT } from "#lib/domain/messages/book-moves";
import { account, type MessageState } from "#lib/domain/messages/model";
import type { Counts, Stage, Theatre } from "./stage.fixture.ts";

/** Every recipient of a campaign with what our rows and the provider's ledger say. */
interface Recipient {
  readonly state: MessageState;
  readonly taken: number;
}

/**
 * Judges a campaign by the provider's ledger: the accounting identity, at most one message per recipient, and no row that
 * claims what the ledger does not know. The counts beside the campaign and the rollup must be those of its rows.
 */
export async function judge(stage: Stage, theatre: Theatre, campaignId: string, people: number): Promise<Counts> {
  const taken = new Map<string, number>();
  for (const { to } of await stage.ledger()) taken.set(to, (taken.get(to) ?? 0) + 1);
  const { rows } = await theatre
    .owner()
    .query<{ msisdn: string; state: MessageState; parts: number }>(
      "SELECT msisdn, state, parts FROM messages WHERE workspace_id = $1 AND campaign_id = $2",
      [stage.workspace.id, campaignId],
    );
  const recipients: Recipient[] = rows.map(({ msisdn, state }) => ({ state, taken: taken.get(`+${msisdn}`) ?? 0 }));
  const wrong = recipients.filter((recipient) => !isHonest(recipient));
  expect(wrong, "recipients whose state contradicts the ledger").toEqual([]);
  const counts = await stage.counts(campaignId);
  const groups = account(counts);
  expect(Object.values(groups).reduce((sum, n) => sum + n, 0)).toBe(people);
  const stats = await theatre
    .owner()
    .query<{ state: MessageState; messages: number; parts: number }>(
      "SELECT state, messages, parts FROM message_stats WHERE workspace_id = $1 AND campaign_id = $2 AND messages <> 0",
      [stage.workspace.id, campaignId],
    );
  expect(Object.fromEntries(stats.rows.map(({ state, messages }) => [state, messages]))).toEqual(counts);
  const partsOf = (state: MessageState) =>
    rows.filter((row) => row.state === state).reduce((sum, row) => sum + row.parts, 0);
  for (const { state, parts } of stats.rows) expect(parts, `parts ${state}`).toBe(partsOf(state));
  for (const drift of [ROLLUP_DRIFT, STATS_DRIFT, PROBLEMS_DRIFT])
    expect((await theatre.owner().query(drift, [stage.workspace.id])).rows, "what is booked and not there").toEqual([]);
  return counts;
}

function isHonest({ state, taken }: Recipient): boolean {
  const group = Object.entries(account({ [state]: 1 })).find(([, n]) => n === 1)?.[0];
  if (group === "sent") return taken === 1;
  if (group === "unknown") return taken <= 1;
  return taken === 0;
}
