import { beforeEach, describe, expect, it } from "vitest";
import { settleCall } from "#lib/domain/messages/commands/settle-call";
import { takeReports } from "#lib/domain/messages/commands/take-reports";
import { type ReportedState, rank } from "#lib/domain/messages/model";
import { findDrift } from "#lib/domain/rollups/drift-queries";
import type { TenantSql } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

// R-073 and the third number of issue 5: whatever arrives, in whatever order, ends in one state and one set of counts.

useTestDatabase();

const PEOPLE = 40;
/** A report waits this much shorter than it would. */
const hurried = (ms: number) => ms / 1_000;

/** Numbers from 0 to `below`, always the same for one seed. */
function randomFrom(seed: number): (below: number) => number {
  let value = seed;
  return (below) => {
    value = (Math.imul(value, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((value / 4_294_967_296) * below);
  };
}

function shuffled<T>(items: readonly T[], random: (below: number) => number): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(random(left.length), 1));
}

interface Report {
  readonly person: number;
  readonly id: string;
  readonly state: ReportedState;
  readonly code: string;
}

const reported: readonly ReportedState[] = ["accepted", "rejected", "expired", "undelivered", "delivered"];

/** For each person any selection of reports that contradict each other; of some states two with different codes. */
function someReports(random: (below: number) => number): Report[] {
  return Array.from({ length: PEOPLE }, (_, person) =>
    reported.flatMap((state, n) => {
      const one = { person, id: `${person}-${n}`, state, code: `${state}-${random(3)}` };
      const times = random(4);
      return times === 0
        ? []
        : times === 1
          ? [one]
          : [one, { ...one, id: `${one.id}-again`, code: `${state}-${random(3)}` }];
    }),
  ).flat();
}

/** What a person's messages end as, and the code that stays. */
function expected(reports: readonly Report[], person: number): string {
  const own = reports.filter((report) => report.person === person);
  const best = own.sort((one, other) => rank[other.state] - rank[one.state] || (one.code < other.code ? -1 : 1))[0];
  return best === undefined || best.state === "accepted" ? "accepted" : `${best.state} ${best.code}`;
}

let workspace: TestWorkspace;
let connectionId: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  connectionId = newId();
  await workspace.transact(({ db, workspaceId }) =>
    db.connection.create({
      data: {
        ...{ workspaceId, id: connectionId, provider: "iletimerkezi", remoteId: "1", remoteName: "Örnek" },
        connectedById: workspace.person.id,
      },
    }),
  );
});

/** Messages that wait for the answer to their call: half of a campaign, half of none. */
async function called(): Promise<{ attemptId: string; ids: string[] }> {
  const [campaignId, attemptId] = [newId(), newId()];
  const ids = Array.from({ length: PEOPLE }, () => newId());
  await workspace.transact(async ({ db, workspaceId }) => {
    const range = { firstId: ids[0] ?? null, lastId: ids.at(-1) ?? null, preparedAt: new Date() };
    await db.campaign.create({
      data: { workspaceId, id: campaignId, name: "x", state: "sending", createdById: workspace.person.id, ...range },
    });
    await db.message.createMany({
      data: ids.map((id, n) => ({
        ...{ workspaceId, id, connectionId, campaignId: n % 2 === 0 ? campaignId : null, sender: "MAGAZA", body: "x" },
        ...{ source: n % 2 === 0 ? "campaign" : "reply", encoding: "gsm7", parts: 1 + (n % 3), state: "pending" },
        ...{ msisdn: 905_300_000_000n + BigInt(n), operator: n % 5 === 0 ? "vodafone" : "turkcell" },
      })),
    });
    const parts = ids.reduce((sum, _, n) => sum + (n % 2 === 0 ? 1 + (n % 3) : 0), 0);
    await db.messageStat.create({ data: { workspaceId, campaignId, state: "pending", messages: PEOPLE / 2, parts } });
    await db.dispatchAttempt.create({ data: { workspaceId, id: attemptId, connectionId, fence: 0, messageIds: ids } });
  });
  return { attemptId, ids };
}

function keep({ client, workspaceId }: TenantSql, reports: readonly Report[]) {
  return client.query(
    `INSERT INTO report_inbox (workspace_id, connection_id, report_id, state, provider_id, msisdn, provider_code)
     SELECT $1, $2, r.* FROM unnest($3::text[], $4::message_state[], $5::text[], $6::bigint[], $7::text[]) AS r
     ON CONFLICT DO NOTHING`,
    [
      ...[workspaceId, connectionId, reports.map(({ id }) => id), reports.map(({ state }) => state)],
      reports.map(({ person }) => `order-${person}`),
      reports.map(({ person }) => 905_300_000_000 + person),
      reports.map(({ code }) => code),
    ],
  );
}

async function settle({ attemptId, ids }: { attemptId: string; ids: string[] }): Promise<void> {
  const results = ids.map((_, n) => ({
    ...{ state: "accepted" as const, providerId: `order-${n}`, providerCode: "sent" },
    ...(n % 4 === 0 ? { parts: 2 } : {}),
  }));
  const range = { fromId: ids[0] ?? "", throughId: ids.at(-1) ?? "" };
  await workspace.sql((sql) =>
    settleCall(sql, { ...range, attemptId, results, httpStatus: 200, requestId: null, detail: null }),
  );
}

async function takeAll(): Promise<void> {
  for (;;) {
    const left = await workspace.sql(async (sql) => {
      await takeReports(sql, hurried);
      const { rows } = await sql.client.query("SELECT FROM report_inbox WHERE workspace_id = $1", [sql.workspaceId]);
      return rows.length;
    });
    if (left === 0) return;
  }
}

async function ends(ids: readonly string[]): Promise<string[]> {
  const rows = await workspace.transact(({ db, workspaceId }) =>
    db.message.findMany({ where: { workspaceId, id: { in: [...ids] } }, orderBy: { id: "asc" } }),
  );
  return rows.map(({ state, providerCode }) => (state === "accepted" ? state : `${state} ${providerCode}`));
}

describe("R-073 duplicated, reordered, early and contradicting reports", () => {
  it.each([1, 2, 3, 4, 5, 6])("of seed %i end in one state, and the counts are those of a recount", async (seed) => {
    const random = randomFrom(seed);
    const reports = someReports(random);
    const people = Array.from({ length: PEOPLE }, (_, person) => expected(reports, person));
    for (let order = 0; order < 4; order += 1) {
      const batch = await called();
      const arriving = shuffled([...reports, ...reports], random);
      const early = random(arriving.length);
      await workspace.sql((sql) => keep(sql, arriving.slice(0, early)));
      if (order % 2 === 0) await workspace.sql((sql) => takeReports(sql, hurried));
      await settle(batch);
      const cut = early + random(arriving.length - early);
      await workspace.sql((sql) => keep(sql, arriving.slice(early, cut)));
      await Promise.all([takeAll(), workspace.sql((sql) => keep(sql, arriving.slice(cut)))]);
      await takeAll();
      expect(await ends(batch.ids), `order ${order}`).toEqual(people);
      expect(await workspace.sql(findDrift)).toEqual([]);
      await workspace.transact(({ db, workspaceId }) =>
        db.message.updateMany({ where: { workspaceId, id: { in: batch.ids } }, data: { providerId: null } }),
      );
    }
  });
});
