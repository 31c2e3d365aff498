import { expect } from "@playwright/test";
import { connectInputs } from "./fixtures/hostile/connect.ts";
import { headersInputs } from "./fixtures/hostile/headers.ts";
import { inviteInputs } from "./fixtures/hostile/invite.ts";
import { returnPathsInputs } from "./fixtures/hostile/return-paths.ts";
import { signInInputs } from "./fixtures/hostile/sign-in.ts";
import { type Cast, gatherCast, setHostileStage } from "./fixtures/hostile/stage.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test as base } from "./fixtures/test.ts";
import { redirectOf } from "./fixtures/wire.ts";

const hostileInputs = {
  connect: connectInputs,
  "sign-in": signInInputs,
  invite: inviteInputs,
  "return paths": returnPathsInputs,
  headers: headersInputs,
};

/** Attacks that one owner bears before too many connects were begun. */
const TRIES = 8;

let cast: Cast | undefined;
let tries = 0;

const test = base.extend<{ nextCast: Cast }>({
  nextCast: async ({ seed, cookieOf }, use) => {
    if (cast === undefined || tries % TRIES === 0) cast = await gatherCast(cookieOf, seed);
    tries += 1;
    await use(cast);
  },
});

test("there are at least forty of them, each with its source and none twice", () => {
  const all = Object.values(hostileInputs).flat();
  expect(all.length).toBeGreaterThanOrEqual(40);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const { source } of all) expect(source).not.toBe("");
});

for (const [place, inputs] of Object.entries(hostileInputs)) {
  test.describe(`R-005, R-045, R-052 to R-055: ${place}`, () => {
    for (const { name, source, status, leaves = [], try: attempt } of inputs) {
      test(`${name} (${source}) changes nothing`, async ({ seed, nextCast }) => {
        const stage = await setHostileStage(seed, nextCast);
        const before = await stage.rows(leaves);
        const answer = await attempt(stage);
        if (status !== undefined) expect([status].flat(), answer.body.slice(0, 300)).toContain(answer.status);
        // Ours, or the provider that a connect was meant for from the start.
        const place = redirectOf(answer);
        const ours = [new URL(surroundings.baseUrl).origin, stage.issuer];
        if (place !== undefined) expect(ours).toContain(new URL(place, surroundings.baseUrl).origin);
        const isSigningIn = leaves.includes("login_sessions");
        // The sign-in and the connect themselves are allowed; they must have happened, or the way back was never read.
        if (isSigningIn || leaves.includes("connect_transactions")) expect(place).toBeDefined();
        const cookies = (answer.headers["set-cookie"] ?? []).filter((line) => /^tellal\.session=[^;]/.test(line));
        if (!isSigningIn) expect(cookies).toEqual([]);
        expect(answer.body).not.toMatch(/<script>alert\(1\)|href="javascript:/);
        expect(answer.headers["x-powered-by"]).toBeUndefined();
        expect(JSON.stringify(answer.headers)).not.toContain("evil.example");
        expect(await stage.rows(leaves)).toEqual(before);
      });
    }
  });
}
