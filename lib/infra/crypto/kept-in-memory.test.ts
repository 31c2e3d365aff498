import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { z } from "zod";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { jobs } from "#lib/infra/queue";

// an opened secret lives for one call. Nothing of ours keeps it, and no job carries it.

useTestDatabase();

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const OPENS = fileURLToPath(new URL("./opened-heap.fixture.ts", import.meta.url));

async function leftInMemory(...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [OPENS, ...args], { cwd: ROOT });
  return JSON.parse(stdout);
}

it("R-025 of fifty opened keys the memory of the process reaches none, and would show those that are kept", async () => {
  expect(await leftInMemory()).toEqual({ found: 0, kept: 0 });
  expect(await leftInMemory("keep")).toEqual({ found: 50, kept: 50 });
});

/** All that a module keeps from one request to the next. Whoever adds to it says here what it holds: no opened secret. */
const KEPT: Readonly<Record<string, string>> = {
  "lib/domain/campaigns/estimate-queries.ts latest": "who asked last",
  "lib/domain/campaigns/estimate-queries.ts recent": "estimates of lists for some seconds",
  "lib/gate/drivers.ts opened": "the drivers, which get a key with each call and keep none",
  "lib/gate/instance.ts lastNote": "the operator's note",
  "lib/gate/live.ts isWaitingForTheEnd": "whether the end of the process is waited for",
  "lib/gate/live.ts open": "the streams that are open",
  "lib/gate/machine.ts version": "the version of the product",
  "lib/infra/crypto/password-hash.ts decoy": "the hash of no password",
  "lib/infra/crypto/password-hash.ts running": "how many hashes are being made",
  "lib/infra/crypto/vault.ts current": "the keyring: master keys, which open records and are in none",
  "lib/infra/db/client.ts client": "connections to the database",
  "lib/infra/db/ear.ts again": "the wait before listening again",
  "lib/infra/db/ear.ts client": "the connection that listens",
  "lib/infra/db/ear.ts listeners": "who is told of what",
  "lib/infra/db/ear.ts opening": "the connection being made",
  "lib/infra/db/pools.ts app": "connections to the database",
  "lib/infra/db/pools.ts loader": "connections to the database",
  "lib/infra/db/round-trip.ts prepared": "the names of statements each connection knows",
  "lib/infra/env.ts current": "the settings of the process",
  "lib/infra/metrics.ts gauges": "figures of the process, without names or numbers of anybody",
  "lib/infra/metrics.ts isOpen": "whether the process measures itself",
  "lib/infra/oauth/iletiniz.ts shared": "what the provider publishes of itself",
  "lib/infra/oauth/sign-in-server.ts known": "what the sign-in server publishes of itself",
  "lib/infra/queue.ts sender": "connections of the queue",
  "lib/infra/rate-limit.ts limiters": "the limits by name; their counts are in the database",
  "lib/infra/shared-http.ts shared": "connections to providers",
  "worker/failpoints.ts passed": "a count, for tests",
};

const KEEPS =
  /^(?:export )?(?:let (\w+)|const (\w+)(?:: (?!Readonly)[^=]+)? = new (?:Weak)?Map\b|const (\w+): [^=]*\[\] = \[\])/gm;

it("R-025 no module keeps anything that is not listed here with what it holds", () => {
  const files = globSync("{lib,worker,ingest,app}/**/*.{ts,tsx}", { cwd: ROOT }).filter(
    (file) => !/\.(test|fixture)\.tsx?$|\/generated\//.test(file),
  );
  const kept = files.flatMap((file) =>
    [...readFileSync(`${ROOT}${file}`, "utf8").matchAll(KEEPS)]
      .filter(([text]) => !text.includes("readonly "))
      .map(([, a, b, c]) => `${file} ${a ?? b ?? c}`),
  );
  expect(new Set(kept)).toEqual(new Set(Object.keys(KEPT)));
});

it("R-025 no job carries more than ids, days and words of a fixed list", () => {
  for (const [name, schema] of Object.entries(jobs)) {
    const { properties = {}, additionalProperties } = z.toJSONSchema(schema);
    expect(additionalProperties, name).toBe(false);
    for (const [field, one] of Object.entries(properties)) {
      const isFixed =
        typeof one === "object" && (one.format === "uuid" || one.format === "date" || Array.isArray(one.enum));
      expect(isFixed, `${name} ${field}`).toBe(true);
    }
  }
});
