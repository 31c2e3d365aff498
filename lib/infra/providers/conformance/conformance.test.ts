import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Endpoint, endpoints, type Nature } from "#lib/infra/providers/conformance/endpoints.fixture";
import { openConformanceStage, type Remote } from "#lib/infra/providers/conformance/stage.fixture";
import { Findings, providersPage } from "#lib/infra/providers/conformance/table.fixture";

const stage = openConformanceStage();
const findings = new Findings();
const PAGE = new URL("../../../../docs/providers.md", import.meta.url);

/** What an outcome is when the work may have been done, and when it certainly was not. */
const UNCLEAR: Record<Nature, string> = {
  send: "unknown",
  poll: "deferred",
  read: "unavailable",
  change: "later",
  lookup: "unavailable",
};
const NOT_DONE: Record<Nature, string> = { ...UNCLEAR, send: "deferred" };

const unclear: readonly [string, Record<string, unknown>][] = [
  ["500 before", { kind: "status", status: 500 }],
  ["500 after", { kind: "status", status: 500, when: "after" }],
  ["503 after", { kind: "status", status: 503, when: "after" }],
  ["408", { kind: "status", status: 408 }],
  ["reset before", { kind: "reset" }],
  ["reset after", { kind: "reset", when: "after" }],
  ["redirect", { kind: "redirect", location: "http://127.0.0.1:9/" }],
  ["truncated", { kind: "truncated" }],
  ["broken JSON", { kind: "malformed" }],
  ["a web page", { kind: "html" }],
  ["a web page with 502", { kind: "html", status: 502 }],
  ["nothing", { kind: "empty", status: 200 }],
  ["a body without end", { kind: "huge", bytes: 2_000_000 }],
];

/** Reads that are part of another: what they miss is left out and the rest stands. */
const OPTIONAL = new Set(["/api/v3/bakiye_sorgulama/add-content"]);

async function ready(endpoint: Endpoint): Promise<{ remote: Remote; prepared: string }> {
  const remote = await stage().remote(endpoint.system);
  return { remote, prepared: (await endpoint.prepare?.(remote)) ?? "" };
}

const spoil = (remote: Remote, { path }: Endpoint, fault: Record<string, unknown>) => remote.spoil(fault, { path });
const kindOf = (outcome: { readonly kind: string }): string => outcome.kind;
const meaningOf = (outcome: { readonly kind: string }): string =>
  "reason" in outcome && typeof outcome.reason === "string" ? outcome.reason : outcome.kind;

const lostBy = ({ nature, good, path }: Endpoint): string => (OPTIONAL.has(path) ? good : UNCLEAR[nature]);

describe.each(endpoints)("$system $path", (endpoint) => {
  const { nature, good, codes, path } = endpoint;
  const lost = lostBy(endpoint);

  it("answers", () =>
    findings.hold(endpoint, async () => {
      const { remote, prepared } = await ready(endpoint);
      expect(kindOf(await endpoint.call(remote, prepared))).toBe(good);
    }));

  it.each(Object.entries(codes))("code %s is %s", (code, meaning) =>
    findings.hold(endpoint, async () => {
      const { remote, prepared } = await ready(endpoint);
      const taken = await remote.accepted();
      const isWord = code.startsWith("TS-");
      await spoil(
        remote,
        endpoint,
        isWord ? { kind: "status", status: 200, code } : { kind: "status", status: Number(code) },
      );
      expect(meaningOf(await endpoint.call(remote, prepared))).toBe(meaning);
      expect(await remote.accepted()).toBe(taken);
    }),
  );

  it.each(unclear)("R-101 %s leaves it open", (_name, fault) =>
    findings.hold(endpoint, async () => {
      const { remote, prepared } = await ready(endpoint);
      await spoil(remote, endpoint, fault);
      expect(kindOf(await endpoint.call(remote, prepared))).toBe(lost);
    }),
  );

  it("R-101 fields of the wrong type are read as what they are, or leave it open", () =>
    findings.hold(endpoint, async () => {
      const { remote, prepared } = await ready(endpoint);
      await spoil(remote, endpoint, { kind: "wrong_types" });
      const outcome = await endpoint.call(remote, prepared);
      // Numbers as texts and texts as numbers are both documented of the two companies; whatever is neither is open.
      const readings = [lost, good, "partly", "none"];
      expect(readings).toContain(kindOf(outcome));
    }));

  it("R-101 a refused connection means that nothing was sent", () =>
    findings.hold(endpoint, async () => {
      const { remote, prepared } = await ready(endpoint);
      const taken = await remote.accepted();
      const outcome = await endpoint.call({ ...remote, driver: remote.unreachable }, prepared);
      expect(kindOf(outcome)).toBe(NOT_DONE[nature]);
      expect(await remote.accepted()).toBe(taken);
    }));

  it.each([
    ["with Retry-After", { retry_after: 7 }],
    ["without", { retry_after: "" }],
  ])("R-110 429 %s is put off", (_name, header) =>
    findings.hold(endpoint, async () => {
      const { remote, prepared } = await ready(endpoint);
      await spoil(remote, endpoint, { kind: "status", status: 429, ...header });
      const outcome = await endpoint.call(remote, prepared);
      expect(kindOf(outcome)).toBe(OPTIONAL.has(path) ? good : NOT_DONE[nature]);
      if (header.retry_after === 7 && "retryAfterMs" in outcome) expect(outcome.retryAfterMs).toBe(7_000);
    }),
  );
});

// Side by side, because each lasts until patience ends.
describe.each(["before", "after"])("R-101 a call that hangs %s the work is left open", (when) => {
  it.concurrent.each(endpoints)("$system $path", (endpoint) =>
    findings.hold(endpoint, async () => {
      const { remote, prepared } = await ready(endpoint);
      await spoil(remote, endpoint, { kind: "hang", when });
      expect(kindOf(await endpoint.call(remote, prepared))).toBe(lostBy(endpoint));
    }),
  );
});

it("docs/providers.md says what this suite saw", () => {
  const page = providersPage(findings, endpoints);
  if (process.env.UPDATE_DOCS === "1") writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, "utf8")).toBe(page);
});
