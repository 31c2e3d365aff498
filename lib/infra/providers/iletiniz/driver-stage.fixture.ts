import { afterAll, beforeAll, beforeEach } from "vitest";
import { z } from "zod";
import { Secret } from "#lib/infra/crypto/secret";
import { type Http, openHttp } from "#lib/infra/http";
import type { OutgoingBatch, SmsDriver } from "#lib/infra/providers/driver";
import { iletinizDriver } from "#lib/infra/providers/iletiniz/driver";
import { runSandbox, type SandboxProcess } from "#lib/infra/providers/sandbox-process.fixture";

/** A stand-in of the provider with times a thousand times faster, the driver for it, and one of its workspaces. */
export interface DriverStage {
  readonly sandbox: () => SandboxProcess;
  readonly driver: () => SmsDriver;
  /** The workspace of this test, and its key. */
  readonly workspace: () => string;
  readonly key: () => Secret;
  /** Makes another key. */
  issue(of: string, scopes?: string[]): Promise<string>;
  /** Spoils the next call of the workspace. */
  fault(spec: Record<string, unknown>, also?: Record<string, unknown>): Promise<unknown>;
  /** Accepted messages in the witness's own list. */
  accepted(): Promise<number>;
}

const LIMITS = { connectMs: 1_000, firstByteMs: 500, totalMs: 800, bodyBytes: 1_048_576 };
const Made = z.object({ id: z.string() });
const Key = z.object({ key: z.string() });
const Counts = z.object({ accepted: z.number() });

/** Gives the test file a stage; each test finds a workspace of its own at the provider. */
export function openDriverStage(): DriverStage {
  const sandbox = runSandbox({ timeScale: 1_000 });
  let http: Http;
  let driver: SmsDriver;
  let workspace: string;
  let key: Secret;

  async function issue(of: string, scopes?: string[]): Promise<string> {
    const wish = { workspace: of, ...(scopes === undefined ? {} : { scopes }) };
    return Key.parse(await sandbox().control("POST", "/keys", wish)).key;
  }

  beforeAll(() => {
    const { api } = sandbox();
    http = openHttp({ origins: [api], allowsLoopback: true, limits: LIMITS });
    driver = iletinizDriver({ http, apiUrl: api, allowsLoopback: true });
  });
  afterAll(() => http.close());
  beforeEach(async () => {
    workspace = Made.parse(await sandbox().control("POST", "/workspaces", { rate: "off" })).id;
    key = new Secret(await issue(workspace));
  });
  return {
    ...{ sandbox, driver: () => driver, workspace: () => workspace, key: () => key, issue },
    fault: (spec, also = {}) => sandbox().control("POST", "/switches", { workspace, ...also, fault: spec }),
    accepted: async () =>
      Counts.parse(await sandbox().control("GET", `/ledger/counts?workspace=${workspace}`)).accepted,
  };
}

/** A batch of one Turkish text for these numbers. */
export function turkishBatch(...numbers: string[]): OutgoingBatch {
  return {
    messages: numbers.map((to) => ({ to, body: "Merhaba\nyarın açığız", encoding: "tr7" })),
    ...{ sender: "MAGAZA", providerCode: "", isCommercial: false, audience: "individual", sendAt: null },
  };
}
