import pg from "pg";
import { afterAll, beforeAll, vi } from "vitest";
import { z } from "zod";
import type { CampaignKind } from "#lib/domain/campaigns/model";
import { sealedKey } from "#lib/domain/connections/key-queries";
import type { MessageState } from "#lib/domain/messages/model";
import { Secret } from "#lib/infra/crypto/secret";
import { type TestDatabase, useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { log } from "#lib/infra/log";
import { type SandboxProcess, startSandbox } from "#lib/infra/providers/sandbox-process.fixture";
import { enqueue } from "#lib/infra/queue";
import { withQueues } from "#lib/infra/test-queue.fixture";

/** How many times faster than life the tests of the worker run. */
const TIME_SCALE = 60;

/** A database, a sandbox and the settings of a worker for one test file. */
export interface Theatre {
  database(): TestDatabase;
  sandbox(): SandboxProcess;
  /** The owner's connection, which sees every row. */
  owner(): pg.Pool;
}

/**
 * Gives the test file a theatre.
 *
 * @param useDatabase Where the database comes from; by default a clone on the shared test server.
 */
export function openTheatre(
  settings: Readonly<Record<string, string>> = {},
  useDatabase: () => () => TestDatabase = useTestDatabase,
): Theatre {
  // Generous, because nothing here waits longer than it must and the machine may be busy with other tests.
  vi.setConfig({ testTimeout: 240_000 });
  const database = useDatabase();
  let sandbox: SandboxProcess | undefined;
  let owner: pg.Pool | undefined;
  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: TIME_SCALE });
    owner = new pg.Pool({ connectionString: database().ownerUrl, max: 4 });
    owner.on("error", () => undefined);
    Object.assign(process.env, {
      ILETINIZ_API_URL: sandbox.api,
      ILETIMERKEZI_API_URL: sandbox.iletimerkezi,
      TURKEYSMS_API_URL: sandbox.turkeysms,
      ILETINIZ_AUTH_URL: sandbox.issuer,
      ILETINIZ_CLIENT_ID: "tellal",
      PROVIDER_LOOPBACK: "on",
      WORKER_PORT: "0",
      TIME_SCALE: String(TIME_SCALE),
      ...settings,
    });
  }, 60_000);
  beforeAll(() => {
    log.level = process.env.TEST_LOG_LEVEL ?? "fatal";
  });
  withQueues();
  afterAll(async () => {
    await owner?.end();
    await sandbox?.stop();
  });
  const present = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("The theatre is open only inside tests and hooks.");
    return value;
  };
  return { database, sandbox: () => present(sandbox), owner: () => present(owner) };
}

/** The number before the first one of a list. */
export const FIRST_MSISDN = 905_300_000_000;

/** Settings of a campaign on the stage. */
export interface Play {
  readonly people: number;
  readonly kind?: CampaignKind;
  readonly text?: string;
  /** First number; the others follow. */
  readonly firstMsisdn?: number;
  /** `holding` waits for a window that the test sets; what is `preparing` the worker may take up at once. */
  readonly state?: "draft" | "holding" | "preparing";
  /** Who made and sent it; the owner without one. */
  readonly by?: string;
}

/** Messages of a campaign by state, from the rows themselves. */
export type Counts = Readonly<Partial<Record<MessageState, number>>>;

const Made = z.object({ id: z.string() });
const Key = z.object({ key: z.string(), fingerprint: z.string() });
const Ledger = z.object({
  messages: z.array(z.object({ seq: z.number(), to: z.string(), body: z.string() })),
  next_before: z.number().nullable(),
});

/** One message the provider took. */
export type LedgerLine = z.infer<typeof Ledger>["messages"][number];

/** A workspace with a connection to a remote workspace of its own. */
export interface Stage {
  readonly workspace: TestWorkspace;
  readonly remote: string;
  readonly connectionId: string;
  readonly senderId: string;
  /** Fingerprint of the key in use, as the provider names it. */
  readonly fingerprint: string;
  /** Writes a list and a campaign over it. */
  makeCampaign(play: Play): Promise<string>;
  /** Tells the worker that there is something to do. */
  wake(): Promise<void>;
  /** Seals a fresh key into the connection and makes it active, as a reconnect does. */
  reconnect(): Promise<void>;
  switchOn(fault: Record<string, unknown>, also?: Record<string, unknown>): Promise<void>;
  clearSwitches(): Promise<void>;
  ledger(): Promise<LedgerLine[]>;
  state(campaignId: string): Promise<{ state: string; state_reason: string | null }>;
  counts(campaignId: string): Promise<Counts>;
  /** Waits until the campaign is in one of the states. */
  until(campaignId: string, states: readonly string[]): Promise<void>;
}

/** Asks again and again until something holds; the only waiting in these tests, and it ends as soon as it can. */
export async function eventually(what: string, holds: () => Promise<boolean>, limitMs = 120_000): Promise<void> {
  const endsAt = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > endsAt) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resume) => setTimeout(resume, 15));
  }
}

/** Every message that the stand-in took for one of its customers, newest first. */
export async function ledgerOf(theatre: Theatre, remote: string): Promise<LedgerLine[]> {
  const lines: LedgerLine[] = [];
  for (let before = ""; ; ) {
    const address = `/ledger?workspace=${remote}&limit=10000${before}`;
    const page = Ledger.parse(await theatre.sandbox().control("GET", address));
    lines.push(...page.messages);
    if (page.next_before === null || page.messages.length === 0) return lines;
    before = `&before=${page.next_before}`;
  }
}

/** Waits until every call of a workspace has its outcome. */
export function noCallOpen(theatre: Theatre, { workspace }: Stage): Promise<void> {
  return eventually("no call open", async () => {
    const open = "SELECT FROM dispatch_attempts WHERE workspace_id = $1 AND state = 'started'";
    return (await theatre.owner().query(open, [workspace.id])).rowCount === 0;
  });
}

async function freshKey(theatre: Theatre, remote: string) {
  return Key.parse(await theatre.sandbox().control("POST", "/keys", { workspace: remote }));
}

/** Sets a stage: workspace, connection with a sealed key, sender, and a remote workspace where nothing ends by number. */
export async function setStage(theatre: Theatre, remoteSettings: Record<string, unknown> = {}): Promise<Stage> {
  const sandbox = theatre.sandbox();
  const settings = { rate: "off", endings: false, quota: { limit: null }, ...remoteSettings };
  const remote = Made.parse(await sandbox.control("POST", "/workspaces", settings)).id;
  const key = await freshKey(theatre, remote);
  const workspace = await makeWorkspace();
  const [connectionId, senderId] = [newId(), newId()];
  await workspace.transact(async (tx) => {
    const { db, workspaceId } = tx;
    await db.connection.create({
      data: {
        ...{ workspaceId, id: connectionId, provider: "iletiniz", remoteId: remote, remoteName: "Uzak Mağaza" },
        ...(await sealedKey(tx, connectionId, new Secret(key.key))),
        scopes: ["messages:send", "account:read", "connections:read", "contacts:write"],
        connectedById: workspace.person.id,
      },
    });
    await db.sender.create({
      data: {
        ...{ workspaceId, id: senderId, connectionId, name: "MAGAZA", providerCode: "netgsm" },
        ...{ status: "approved", isDefault: true },
      },
    });
  });
  const query = async <R extends pg.QueryResultRow>(text: string, ...values: unknown[]) =>
    (await theatre.owner().query<R>(text, [workspace.id, ...values])).rows;

  const stage: Stage = {
    ...{ workspace, remote, connectionId, senderId, fingerprint: key.fingerprint },
    async makeCampaign(play) {
      const [importId, campaignId] = [newId(), newId()];
      const first = play.firstMsisdn ?? FIRST_MSISDN;
      const isDraft = play.state === "draft";
      await query(
        `INSERT INTO imports (workspace_id, id, state, filename, columns, phone_column, rows, kept, reading, created_by_id)
         VALUES ($1, $2, 'ready', 'liste.csv', '{Telefon,Ad}', 0, $3, $3, 1, $4)`,
        ...[importId, play.people, workspace.person.id],
      );
      await query(
        `INSERT INTO import_recipients (workspace_id, import_id, reading, line, msisdn, cells)
         SELECT $1, $2, 1, n + 1, $3::bigint + n, ARRAY[($3::bigint + n)::text, 'Kişi ' || n] FROM generate_series(1, $4::int) AS n`,
        ...[importId, first, play.people],
      );
      await query(
        `INSERT INTO campaigns (workspace_id, id, name, state, kind, connection_id, sender_id, import_id, text, sender_name,
           import_reading, created_by_id, started_by_id)
         VALUES ($1, $2, 'Deneme', $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN $3 = 'draft'::campaign_state THEN NULL ELSE $11::uuid END)`,
        ...[campaignId, play.state ?? "preparing", play.kind ?? "informational", connectionId, senderId, importId],
        ...[play.text ?? "Merhaba {{Ad}}, siparişiniz hazır.", isDraft ? null : "MAGAZA", isDraft ? null : 1],
        play.by ?? workspace.person.id,
      );
      return campaignId;
    },
    wake: () => workspace.transact(({ db, workspaceId }) => enqueue(db, "workspace.wake", { workspaceId })),
    async reconnect() {
      const fresh = await freshKey(theatre, remote);
      const { keySealed, keyId, keyFingerprint } = await workspace.transact((tx) =>
        sealedKey(tx, connectionId, new Secret(fresh.key)),
      );
      await query(
        `UPDATE connections SET state = 'active', state_reason = NULL, key_sealed = $3, key_id = $4, key_fingerprint = $5,
           scopes = '{messages:send,account:read,connections:read,contacts:write}' WHERE workspace_id = $1 AND id = $2`,
        ...[connectionId, keySealed, keyId, keyFingerprint],
      );
    },
    async switchOn(fault, also = {}) {
      await sandbox.control("POST", "/switches", { path: "/v1/messages/bulk", workspace: remote, ...also, fault });
    },
    async clearSwitches() {
      await sandbox.control("DELETE", `/switches?workspace=${remote}`);
    },
    ledger: () => ledgerOf(theatre, remote),
    async state(campaignId) {
      const rows = await query<{ state: string; state_reason: string | null }>(
        "SELECT state, state_reason FROM campaigns WHERE workspace_id = $1 AND id = $2",
        campaignId,
      );
      return rows[0] ?? { state: "missing", state_reason: null };
    },
    async counts(campaignId) {
      const rows = await query<{ state: MessageState; n: number }>(
        "SELECT state, count(*)::int AS n FROM messages WHERE workspace_id = $1 AND campaign_id = $2 GROUP BY 1",
        campaignId,
      );
      return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
    },
    async until(campaignId, states) {
      let last = { state: "", state_reason: null as string | null };
      await eventually(`campaign ${states.join(" or ")}`, async () => {
        last = await stage.state(campaignId);
        return states.includes(last.state);
      }).catch((error: unknown) => {
        throw new Error(`${String(error)}; it is ${last.state} ${last.state_reason ?? ""}`);
      });
    },
  };
  return stage;
}
