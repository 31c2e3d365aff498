import { expect } from "vitest";
import { z } from "zod";
import { PROBLEMS_DRIFT, ROLLUP_DRIFT } from "#lib/domain/messages/book-moves";
import type { MessageState } from "#lib/domain/messages/model";
import { atOneMoment } from "../one-moment.fixture.ts";
import type { Stage, Theatre } from "../stage.fixture.ts";
import { check, type Finding, type History } from "./checker.ts";

const Ledger = z.object({
  messages: z.array(z.object({ seq: z.number(), to: z.string(), at: z.string() })),
  next_before: z.number().nullable(),
});

/** What the harness itself did to a campaign, by the database's clock. */
export type Deeds = Pick<History, "closed" | "suppressed">;

async function takenBy(theatre: Theatre, remote: string): Promise<History["ledger"]> {
  const lines: { to: string; at: number }[] = [];
  for (let before = ""; ; ) {
    const address = `/ledger?workspace=${remote}&limit=10000${before}`;
    const page = Ledger.parse(await theatre.sandbox().control("GET", address));
    for (const { to, at } of page.messages) lines.push({ to, at: Date.parse(at) });
    if (page.next_before === null || page.messages.length === 0) return lines;
    before = `&before=${page.next_before}`;
  }
}

/** Reads everything that is known of one campaign. */
export async function historyOf(
  theatre: Theatre,
  stage: Stage,
  campaign: {
    readonly id: string;
    readonly people: number;
    readonly first: number;
    readonly remotes?: readonly string[];
  },
  deeds: Deeds,
): Promise<History> {
  const key = [stage.workspace.id, campaign.id];
  const { claims, stats, drift } = await atOneMoment(theatre, async (ask) => ({
    claims: await ask<{ to: string; state: MessageState; parts: number }>(
      `SELECT '+' || msisdn AS to, state, parts FROM messages WHERE workspace_id = $1 AND campaign_id = $2`,
      key,
    ),
    stats: await ask<History["stats"][number]>(
      "SELECT state, messages, parts FROM message_stats WHERE workspace_id = $1 AND campaign_id = $2",
      key,
    ),
    drift: [
      ...(await ask<History["drift"][number]>(ROLLUP_DRIFT, [stage.workspace.id])),
      ...(await ask<History["drift"][number]>(PROBLEMS_DRIFT, [stage.workspace.id])),
    ],
  }));
  // Claims, then ledger, then attempts: so even while messages go out each list holds what the one before must find in it.
  const isOurs = (to: string) => Number(to) > campaign.first && Number(to) <= campaign.first + campaign.people;
  // Both connections of a campaign are one queue: whoever is at either was written to.
  const books = await Promise.all((campaign.remotes ?? [stage.remote]).map((remote) => takenBy(theatre, remote)));
  const ledger = books.flat().filter(({ to }) => isOurs(to));
  const { rows: attempts } = await theatre.owner().query<{ startedAt: number; to: string[] }>(
    `SELECT extract(epoch FROM a.started_at)::float8 * 1000 AS "startedAt", array_agg('+' || m.msisdn) AS to
     FROM dispatch_attempts a JOIN messages m ON m.workspace_id = $1 AND m.id = ANY (a.message_ids)
     WHERE a.workspace_id = $1 AND a.campaign_id = $2 GROUP BY a.id, a.started_at`,
    key,
  );
  const { state } = await stage.state(campaign.id);
  return { people: campaign.people, campaignState: state, claims, attempts, ledger, stats, drift, ...deeds };
}

/** Judges a history; what is wrong with it fails the test with everything needed to repeat the run. */
export function expectHonest(history: History, hint: unknown): Finding {
  const finding = check(history);
  expect(finding.violations, `to repeat: npm run faults -- --seed N, with ${JSON.stringify(hint)}`).toEqual([]);
  return finding;
}
