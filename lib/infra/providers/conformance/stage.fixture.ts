import { afterAll, beforeAll } from "vitest";
import { z } from "zod";
import { Secret } from "#lib/infra/crypto/secret";
import { type Http, openHttp } from "#lib/infra/http";
import type { OutgoingBatch, SmsDriver } from "#lib/infra/providers/driver";
import { pairSecret } from "#lib/infra/providers/iletimerkezi/credential";
import { iletimerkeziDriver } from "#lib/infra/providers/iletimerkezi/driver";
import { iletinizDriver } from "#lib/infra/providers/iletiniz/driver";
import type { ProviderName } from "#lib/infra/providers/registry";
import { runSandbox, type SandboxProcess } from "#lib/infra/providers/sandbox-process.fixture";
import { turkeysmsDriver } from "#lib/infra/providers/turkeysms/driver";

/** An account at one system's stand-in, the driver for it, and its key. */
export interface Remote {
  readonly system: ProviderName;
  readonly driver: SmsDriver;
  /** The same, pointed at an address where nobody listens. */
  readonly unreachable: SmsDriver;
  readonly key: Secret;
  /** Spoils the next call of this account. */
  spoil(fault: Record<string, unknown>, also?: Record<string, unknown>): Promise<void>;
  change(settings: Record<string, unknown>): Promise<void>;
  /** Messages that the stand-in wrote down as taken. */
  accepted(): Promise<number>;
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  readonly id: string;
}

/** Everybody the suite talks to. */
export interface ConformanceStage {
  remote(system: ProviderName, settings?: Record<string, unknown>): Promise<Remote>;
}

const Made = z.looseObject({ id: z.string() });
const Counts = z.object({ accepted: z.number() });
const LIMITS = { connectMs: 1_000, firstByteMs: 300, totalMs: 500, bodyBytes: 1_048_576 };
/** Nobody listens there. */
const CLOSED = "http://127.0.0.1:9";

function driverOf(system: ProviderName, http: Http, apiUrl: string): SmsDriver {
  switch (system) {
    case "iletiniz":
      return iletinizDriver({ http, apiUrl, allowsLoopback: true });
    case "iletimerkezi":
      return iletimerkeziDriver({ http, apiUrl });
    case "turkeysms":
      return turkeysmsDriver({ http, apiUrl });
  }
}

async function credential(sandbox: SandboxProcess, system: ProviderName, settings: Record<string, unknown>) {
  if (system === "iletiniz") {
    const { id } = Made.parse(await sandbox.control("POST", "/workspaces", { rate: "off", ...settings }));
    const issued = z.object({ key: z.string() }).parse(await sandbox.control("POST", "/keys", { workspace: id }));
    return { id, key: new Secret(issued.key) };
  }
  const free = system === "iletimerkezi" ? { rate: "off", duplicate_guard: false } : { per_minute: "off" };
  const made = Made.parse(await sandbox.control("POST", "/accounts", { system, ...free, ...settings }));
  const key =
    system === "iletimerkezi"
      ? pairSecret({ key: String(made.key), hash: String(made.hash) })
      : new Secret(String(made.api_key));
  return { id: made.id, key };
}

/** Gives the test file a sandbox with all three systems; times are a thousand times faster. */
export function openConformanceStage(): () => ConformanceStage {
  const sandbox = runSandbox({ timeScale: 1_000 });
  let http: Http | undefined;
  beforeAll(() => {
    const origins = [sandbox().api, CLOSED];
    http = openHttp({ origins, allowsLoopback: true, limits: LIMITS });
  });
  afterAll(() => http?.close());
  return () => ({
    async remote(system, settings = {}) {
      if (http === undefined) throw new Error("The stage is open only inside tests.");
      const { id, key } = await credential(sandbox(), system, settings);
      const address = system === "iletiniz" ? sandbox().api : sandbox()[system];
      const on = system === "iletiniz" ? "api" : system;
      const { control } = sandbox();
      return {
        ...{ system, id, key, control },
        driver: driverOf(system, http, address),
        unreachable: driverOf(system, http, CLOSED),
        spoil: async (fault, also = {}) => {
          await control("POST", "/switches", { on, workspace: id, ...also, fault });
        },
        change: async (change) => {
          await control("PATCH", `/accounts/${id}`, change);
        },
        accepted: async () => Counts.parse(await control("GET", `/ledger/counts?workspace=${id}`)).accepted,
      };
    },
  });
}

/** A batch of one text for these numbers. */
export function batchTo(...numbers: string[]): OutgoingBatch {
  return {
    messages: numbers.map((to) => ({ to, body: "Merhaba", encoding: "gsm7" })),
    ...{ sender: "MAGAZA", providerCode: "", isCommercial: false, audience: "individual", sendAt: null },
  };
}
