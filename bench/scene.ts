import type pg from "pg";
import { z } from "zod";
import { sealedKey } from "#lib/domain/connections/key-queries";
import { jobScope } from "#lib/gate/job";
import { Secret } from "#lib/infra/crypto/secret";
import { newId } from "#lib/infra/ids";
import type { BenchSandbox } from "./programs.ts";

/** Asks the database as its owner. */
export type Query = <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<R[]>;

/** A workspace with a connection, a sender and a list. */
export interface Scene {
  readonly workspaceId: string;
  readonly slug: string;
  readonly connectionId: string;
  readonly senderId: string;
  readonly importId: string;
  readonly personId: string;
}

const TEXT = "Merhaba {{Ad}}, 1234 numaralı siparişiniz kargoya verildi. Takip için mağazamızı arayın.";
const Made = z.object({ id: z.string() });
const Key = z.object({ key: z.string() });

/** How many calls the stand-in takes from one key. */
export type Rate = "off" | { readonly per_second: number; readonly burst: number };

/** The account at a provider that a workspace sends over. */
export interface BenchAccount {
  readonly provider: "iletiniz" | "iletimerkezi" | "turkeysms";
  readonly remote: string;
  readonly key: Secret;
}

/** Makes a workspace that can send to `people` numbers over the stand-in, without a quota. */
export async function setScene(
  query: Query,
  sandbox: BenchSandbox,
  people: number,
  rate: Rate = "off",
): Promise<Scene> {
  const settings = { rate, endings: false, quota: { limit: null } };
  const remote = Made.parse(await sandbox.control("/workspaces", settings)).id;
  const { key } = Key.parse(await sandbox.control("/keys", { workspace: remote }));
  return setSceneAt(query, { provider: "iletiniz", remote, key: new Secret(key) }, people);
}

/** Makes a workspace that can send to `people` numbers over any account. */
export async function setSceneAt(query: Query, account: BenchAccount, people: number): Promise<Scene> {
  const { provider, remote, key } = account;
  const [workspaceId, connectionId, senderId, personId] = [newId(), newId(), newId(), newId()];
  const slug = `b-${workspaceId.slice(-8)}`;
  await query("INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, 'Ölçü', 'none')", [
    personId,
    `${personId}@bench.invalid`,
  ]);
  await query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, 'Ölçü')", [workspaceId, slug]);
  await query("INSERT INTO slugs (slug, workspace_id) VALUES ($1, $2)", [slug, workspaceId]);
  await query("INSERT INTO memberships (workspace_id, user_id, role) VALUES ($1, $2, 'owner')", [
    workspaceId,
    personId,
  ]);
  const { keySealed, keyId, keyFingerprint } = await jobScope(workspaceId).transact((tx) =>
    sealedKey(tx, connectionId, key),
  );
  await query(
    `INSERT INTO connections (workspace_id, id, provider, remote_id, remote_name, scopes, key_sealed, key_id, key_fingerprint, connected_by_id)
     VALUES ($1, $2, $8, $3, 'Ölçü', '{messages:send,account:read,connections:read,contacts:write}', $4, $5, $6, $7)`,
    [workspaceId, connectionId, remote, keySealed, keyId, keyFingerprint, personId, provider],
  );
  await query(
    `INSERT INTO senders (workspace_id, id, connection_id, name, provider_code, status, is_default)
     VALUES ($1, $2, $3, 'MAGAZA', $4, 'approved', true)`,
    [workspaceId, senderId, connectionId, provider === "iletiniz" ? "netgsm" : ""],
  );
  const importId = await storeList(query, { workspaceId, personId }, people);
  return { workspaceId, slug, connectionId, senderId, importId, personId };
}

/** Writes a list of every `step`-th number, as if it had been read. Gives its id. */
export async function storeList(
  query: Query,
  { workspaceId, personId }: Pick<Scene, "workspaceId" | "personId">,
  people: number,
  step = 1,
): Promise<string> {
  const importId = newId();
  await query(
    `INSERT INTO imports (workspace_id, id, state, filename, columns, phone_column, rows, kept, reading, created_by_id)
     VALUES ($1, $2, 'ready', 'liste.csv', '{Telefon,Ad}', 0, $3, $3, 1, $4)`,
    [workspaceId, importId, people, personId],
  );
  await query(
    `INSERT INTO import_recipients (workspace_id, import_id, reading, line, msisdn, cells)
     SELECT $1, $2, 1, n + 1, 905300000000 + n * $4::int, ARRAY[(905300000000 + n * $4::int)::text, 'Kişi ' || n]
     FROM generate_series(1, $3::int) AS n`,
    [workspaceId, importId, people, step],
  );
  return importId;
}

/** Starts a campaign to the whole list, whose undo window is over. Gives its id. */
export async function startCampaign(query: Query, scene: Scene): Promise<string> {
  const campaignId = newId();
  await query(
    `INSERT INTO campaigns (workspace_id, id, name, state, kind, connection_id, sender_id, import_id, text, sender_name, import_reading, created_by_id, started_by_id)
     VALUES ($1, $2, 'Ölçü', 'preparing', 'informational', $3, $4, $5, $6, 'MAGAZA', 1, $7, $7)`,
    [scene.workspaceId, campaignId, scene.connectionId, scene.senderId, scene.importId, TEXT, scene.personId],
  );
  return campaignId;
}

/** Waits until a campaign is in a state. */
export async function reach(query: Query, campaignId: string, state: string, limitMs = 120_000): Promise<void> {
  const endsAt = Date.now() + limitMs;
  for (;;) {
    const [row] = await query<{ state: string }>("SELECT state FROM campaigns WHERE id = $1", [campaignId]);
    if (row?.state === state) return;
    if (Date.now() > endsAt) throw new Error(`the campaign is ${row?.state} and not ${state}`);
    await new Promise((resume) => setTimeout(resume, 5));
  }
}
