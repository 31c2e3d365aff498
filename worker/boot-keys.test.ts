import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "#lib/infra/crypto/secret";
import { sealIn } from "#lib/infra/crypto/vault";
import { closePools } from "#lib/infra/db/pools";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

const database = useTestDatabase();
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const base64 = (bytes: Buffer) => bytes.toString("base64");
const good = randomBytes(32);

beforeAll(async () => {
  const workspace = await makeWorkspace();
  await workspace.transact((tx) =>
    sealIn(tx, { purpose: "connection", rowId: newId() }, new Secret("something sealed")),
  );
});
afterAll(() => closePools());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Starts a process and watches its port for as long as it runs. */
async function start(program: string, change: Record<string, string>) {
  const port = await freePort();
  const child = spawn(process.execPath, [program], {
    cwd: ROOT,
    env: {
      ...{ NODE_ENV: "test", PATH: process.env.PATH ?? "", APP_URL: "http://localhost:3000", HOST: "127.0.0.1" },
      ...{ DATABASE_URL: database().appUrl, DATABASE_LOADER_URL: database().loaderUrl, DATA_DIR: "/nowhere" },
      ...{ WORKER_PORT: String(port), INGEST_PORT: String(port), AUTH_SECRET: randomBytes(32).toString("hex") },
      ...change,
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  const ended = once(child, "exit");
  let wasOpen = false;
  const watching = (async () => {
    while (child.exitCode === null && !wasOpen) wasOpen = await answers(port);
    if (wasOpen) child.kill("SIGKILL");
  })();
  const [code] = await ended;
  await watching;
  return { code, wasOpen, said };
}

// with a keyring that is not fit, no process takes a port.
describe.each(["worker/main.ts", "ingest/main.ts"])("%s", (program) => {
  it.each([
    ["no keyring", {}],
    ["a key of the wrong length", { KEYRING: `k:${base64(randomBytes(31))}` }],
    ["a key of one byte repeated", { KEYRING: `k:${base64(Buffer.alloc(32, 7))}` }],
    ["a key somebody typed", { KEYRING: `k:${base64(Buffer.from("correct horse battery staple 123"))}` }],
    ["the login secret as a key", { KEYRING: `k:${base64(good)}`, AUTH_SECRET: base64(good) }],
    ["a keyring that does not have the key the database names", { KEYRING: `other:${base64(good)}` }],
  ])("does not start with %s", async (_, change) => {
    const { code, wasOpen, said } = await start(program, change);
    expect({ code, wasOpen }).toEqual({ code: 1, wasOpen: false });
    expect(said).toContain("KEYRING");
    expect(said).not.toContain(base64(good));
  });

  it("starts, and takes its port, with the keyring of the database", async () => {
    const { wasOpen } = await start(program, {
      KEYRING: process.env.KEYRING ?? "",
      AUTH_SECRET: process.env.AUTH_SECRET ?? "",
    });
    expect(wasOpen).toBe(true);
  });
});
