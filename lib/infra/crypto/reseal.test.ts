import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealedKey } from "#lib/domain/connections/key-queries";
import { keyUses, renewSeals } from "#lib/gate/job";
import { COMPILE_CACHE } from "#lib/infra/compile-cache.fixture";
import { dataKeyIdOf } from "#lib/infra/crypto/data-key";
import { putKey, readKey } from "#lib/infra/crypto/sealed-keys.fixture";
import { Secret } from "#lib/infra/crypto/secret";
import { freshKeyring } from "#lib/infra/crypto/vault";
import { closePools } from "#lib/infra/db/pools";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";

const database = useTestDatabase();
const ADMIN = fileURLToPath(new URL("../../../scripts/admin.ts", import.meta.url));
const entry = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
let home = "";
let owner: pg.Client;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "tellal-vault-"));
  writeFileSync(join(home, "keyring"), `${entry("first")}\n`, { mode: 0o600 });
  delete process.env.KEYRING;
  process.env.DATA_DIR = home;
  owner = new pg.Client({ connectionString: database().ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await closePools();
  rmSync(home, { recursive: true });
});

/** Runs `npm run admin`; killed with SIGKILL after `killAfterMs`, so at no chosen point. */
async function admin(args: string[], killAfterMs?: number): Promise<{ code: number | null; said: string }> {
  const { ownerUrl, appUrl, loaderUrl } = database();
  const child = spawn(process.execPath, [ADMIN, ...args], {
    env: {
      ...{ NODE_ENV: "test", PATH: process.env.PATH ?? "", DATA_DIR: home, APP_URL: "http://localhost:3000" },
      ...{ AUTH_SECRET: process.env.AUTH_SECRET ?? "", DATABASE_OWNER_URL: ownerUrl },
      ...{ DATABASE_URL: appUrl, DATABASE_LOADER_URL: loaderUrl, NODE_COMPILE_CACHE: COMPILE_CACHE },
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  // Ended, and all that it said has been read.
  const [code] = await once(child, "close");
  clearTimeout(timer);
  return { code, said };
}

/** Lets the minute pass in which a reader may still hold an old record. */
const waitOut = () => owner.query("UPDATE data_keys SET created_at = created_at - interval '2 minutes'");

describe("R-022 rotation", () => {
  it("moves every secret to a new first key beside a running process, and the old key goes when nothing names it", async () => {
    const workspace = await makeWorkspace();
    const [old, current] = [await putKey(workspace, "from before", true), await putKey(workspace, "current")];
    const before = freshKeyring().primary.id;

    const rotated = await admin(["keys", "rotate"]);
    expect(rotated).toMatchObject({ code: 0 });
    // Secrets from the time before data keys are an unfinished move; that is done first, without a new key.
    expect(rotated.said).toContain("going on");
    expect(await admin(["keys", "rotate"])).toMatchObject({
      code: 0,
      said: expect.stringContaining("The first key is now"),
    });

    const after = freshKeyring();
    expect(after.ids).toEqual([after.primary.id, before]);
    expect([await readKey(workspace, old), await readKey(workspace, current)]).toEqual(["from before", "current"]);
    expect(await admin(["keys", "retire", after.primary.id])).toMatchObject({
      code: 1,
      said: expect.stringContaining("first key"),
    });
    const refused = await admin(["keys", "retire", before]);
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining("still has") });
    expect(readFileSync(join(home, "keyring"), "utf8")).toContain(before);

    await waitOut();
    expect(await admin(["keys", "retire", before])).toMatchObject({ code: 0 });
    expect(freshKeyring().ids).toEqual([after.primary.id]);
    expect([await readKey(workspace, old), await readKey(workspace, current)]).toEqual(["from before", "current"]);
    const history = await owner.query("SELECT action FROM audit_events WHERE workspace_id = $1 ORDER BY id", [
      workspace.id,
    ]);
    expect(history.rows).toEqual([{ action: "keys.rotate" }]);
    expect((await owner.query("SELECT action FROM instance_events ORDER BY id")).rows).toEqual([
      { action: "keys.add" },
      { action: "keys.retire" },
    ]);
  }, 120_000);

  it("killed at any point and run again loses nothing and ends with everything under the first key", async () => {
    const workspaces = await Promise.all(Array.from({ length: 40 }, () => makeWorkspace()));
    const kept: { workspace: TestWorkspace; id: string; text: string }[] = [];
    for (const [index, workspace] of workspaces.entries()) {
      for (let n = 0; n < 5; n += 1) {
        const text = `secret ${index} ${n}`;
        kept.push({ workspace, id: await putKey(workspace, text, n % 2 === 0), text });
      }
    }
    const started = performance.now();
    await admin(["keys", "status"]);
    const startMs = performance.now() - started;
    for (let kill = 0; kill < 8; kill += 1) await admin(["keys", "rotate"], startMs * 0.7 + Math.random() * 700);
    expect(await admin(["keys", "rotate"])).toMatchObject({ code: 0 });
    await waitOut();
    // The last run may have been the one that finished, so this one may rotate once more: both must end clean.
    expect(await admin(["keys", "rotate"])).toMatchObject({ code: 0 });
    await waitOut();
    const { primary, ids } = freshKeyring();
    for (const id of ids.filter((id) => id !== primary.id)) {
      expect(await admin(["keys", "retire", id])).toMatchObject({ code: 0 });
    }
    expect(new Set((await keyUses()).map(({ keyId }) => keyId))).toEqual(new Set([primary.id]));
    for (const { workspace, id, text } of kept) expect(await readKey(workspace, id)).toBe(text);
  }, 120_000);

  it("leaves a secret that is written meanwhile as it is written, and keeps the key of who is still sealing", async () => {
    const workspace = await makeWorkspace();
    const id = await putKey(workspace, "before");
    const renewed = workspace.transact(async (tx) => {
      const { keySealed } = await sealedKey(tx, id, new Secret("meanwhile"));
      writeFileSync(join(home, "keyring"), `${entry(`k${Date.now()}`)},${readFileSync(join(home, "keyring"), "utf8")}`);
      const rotation = renewSeals(workspace.id, 0);
      await tx.db.connection.updateMany({ where: { workspaceId: workspace.id, id }, data: { keySealed } });
      return { rotation };
    });
    await (await renewed).rotation;
    expect(await readKey(workspace, id)).toBe("meanwhile");
    await renewSeals(workspace.id, 0);
    expect(await readKey(workspace, id)).toBe("meanwhile");
    const row = (await owner.query("SELECT key_sealed, key_id FROM connections WHERE id = $1", [id])).rows[0];
    const keys = await owner.query("SELECT id FROM data_keys WHERE workspace_id = $1 ORDER BY id", [workspace.id]);
    expect(keys.rows.at(-1)).toEqual({ id: dataKeyIdOf(row.key_sealed) });
    expect(row.key_id).toBe(dataKeyIdOf(row.key_sealed));
  });

  it("passes by a record that does not open, and refuses to retire the key it names", async () => {
    const workspace = await makeWorkspace();
    const id = await putKey(workspace, "good");
    await owner.query(
      "UPDATE connections SET key_sealed = set_byte(key_sealed, 50, 255 - get_byte(key_sealed, 50)) WHERE id = $1",
      [id],
    );
    writeFileSync(join(home, "keyring"), `${entry(`u${Date.now()}`)},${readFileSync(join(home, "keyring"), "utf8")}`);
    expect(await renewSeals(workspace.id, 0)).toMatchObject({ unreadable: 1 });
    await waitOut();
    await renewSeals(workspace.id, 0);
    const old = freshKeyring().ids[1] ?? "";
    expect((await keyUses()).filter((use) => use.workspaceId === workspace.id).map(({ keyId }) => keyId)).toContain(
      old,
    );
    expect(await admin(["keys", "retire", old])).toMatchObject({ code: 1, said: expect.stringContaining("still has") });
  });
});
