import { expect } from "vitest";
import { PROBLEMS_DRIFT, ROLLUP_DRIFT, STATS_DRIFT } from "#lib/domain/messages/book-moves";
import { account, type MessageState } from "#lib/domain/messages/model";
import { atOneMoment } from "./one-moment.fixture.ts";
import type { Counts, Stage, Theatre } from "./stage.fixture.ts";

interface Row {
  readonly msisdn: string;
  readonly state: MessageState;
  readonly parts: number;
}

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
  const key = [stage.workspace.id, campaignId];
  const { rows, stats, drift } = await atOneMoment(theatre, async (ask) => ({
    rows: await ask<Row>("SELECT msisdn, state, parts FROM messages WHERE workspace_id = $1 AND campaign_id = $2", key),
    stats: await ask<{ state: MessageState; messages: number; parts: number }>(
      "SELECT state, messages, parts FROM message_stats WHERE workspace_id = $1 AND campaign_id = $2 AND messages <> 0",
      key,
    ),
    drift: [
      await ask(ROLLUP_DRIFT, [stage.workspace.id]),
      await ask(STATS_DRIFT, [stage.workspace.id]),
      await ask(PROBLEMS_DRIFT, [stage.workspace.id]),
    ],
  }));
  const recipients: Recipient[] = rows.map(({ msisdn, state }) => ({ state, taken: taken.get(`+${msisdn}`) ?? 0 }));
  const wrong = recipients.filter((recipient) => !isHonest(recipient));
  expect(wrong, "recipients whose state contradicts the ledger").toEqual([]);
  const counts: Partial<Record<MessageState, number>> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  const groups = account(counts);
  expect(Object.values(groups).reduce((sum, n) => sum + n, 0)).toBe(people);
  expect(Object.fromEntries(stats.map(({ state, messages }) => [state, messages]))).toEqual(counts);
  const partsOf = (state: MessageState) =>
    rows.filter((row) => row.state === state).reduce((sum, row) => sum + row.parts, 0);
  for (const { state, parts } of stats) expect(parts, `parts ${state}`).toBe(partsOf(state));
  expect(drift, "what is booked and not there").toEqual([[], [], []]);
  return counts;
}

function isHonest({ state, taken }: Recipient): boolean {
  const group = Object.entries(account({ [state]: 1 })).find(([, n]) => n === 1)?.[0];
  if (group === "sent") return taken === 1;
  if (group === "unknown") return taken <= 1;
  return taken === 0;
}
