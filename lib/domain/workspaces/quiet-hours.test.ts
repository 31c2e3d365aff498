import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isQuiet, type QuietHours, quietUntil } from "#lib/domain/workspaces/quiet-hours";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";

const ZONE = "Europe/Istanbul";
const night: QuietHours = { zone: ZONE, from: 21 * 60, until: 9 * 60, days: ["2026-10-29"] };
const lunch: QuietHours = { zone: ZONE, from: 12 * 60, until: 13 * 60 + 30, days: [] };
const never: QuietHours = { zone: ZONE, from: null, until: null, days: [] };
const at = (local: string) => new Date(`${local}+03:00`);

describe("R-134: quiet hours", () => {
  it.each([
    ["before the evening", night, "2026-11-20T20:59:59", null],
    ["at the first minute", night, "2026-11-20T21:00:00", "2026-11-21T09:00:00"],
    ["after midnight", night, "2026-11-21T00:30:00", "2026-11-21T09:00:00"],
    ["at the last second", night, "2026-11-21T08:59:59", "2026-11-21T09:00:00"],
    ["in the morning", night, "2026-11-21T09:00:00", null],
    ["on a day off", night, "2026-10-29T14:00:00", "2026-10-30T09:00:00"],
    ["in the evening before a day off", night, "2026-10-28T22:00:00", "2026-10-30T09:00:00"],
    ["within a window of one day", lunch, "2026-11-20T12:10:30", "2026-11-20T13:30:00"],
    ["outside of it", lunch, "2026-11-20T23:10:00", null],
    ["where there are none", never, "2026-11-20T03:00:00", null],
  ])("%s", (_, hours, now, until) => {
    expect(quietUntil(hours, at(now))).toEqual(until === null ? null : at(until));
    expect(isQuiet(hours, at(now))).toBe(until !== null);
  });
});

describe("the same in the database", () => {
  const database = useTestDatabase();
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client({ connectionString: database().ownerUrl });
    await client.connect();
  });
  afterAll(() => client.end());

  it("at every quarter of an hour of a week, in zones with and without summer time", async () => {
    for (const hours of [night, lunch, never, { ...night, zone: "America/New_York", days: ["2026-11-01"] }]) {
      const start = Date.UTC(2026, 9, 27, 21, 0);
      const instants = Array.from({ length: 7 * 96 }, (_, quarter) => new Date(start + quarter * 900_000));
      const { rows } = await client.query<{ quiet: boolean }>(
        `SELECT is_quiet(i.at, $2, $3::smallint, $4::smallint, $5::date[]) AS quiet
         FROM unnest($1::timestamptz[]) WITH ORDINALITY AS i (at, n) ORDER BY i.n`,
        [instants, hours.zone, hours.from, hours.until, hours.days],
      );
      expect(rows.map((row) => row.quiet)).toEqual(instants.map((instant) => isQuiet(hours, instant)));
    }
  });
});
