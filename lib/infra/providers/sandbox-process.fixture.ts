import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";
import { COMPILE_CACHE } from "#lib/infra/compile-cache.fixture";

const MAIN = fileURLToPath(new URL("../../../sandbox/main.ts", import.meta.url));
const Ready = z.object({
  ready: z.literal(true),
  issuer: z.url(),
  auth: z.url(),
  api: z.url(),
  smtp: z.string(),
  iletimerkezi: z.url(),
  turkeysms: z.url(),
});

/** The stand-in provider as a process of its own, spoken to over HTTP only. */
export interface SandboxProcess extends Omit<z.infer<typeof Ready>, "ready"> {
  /** Calls the control API and gives its JSON; a refusal throws. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** What a sandbox is started with. */
export interface SandboxSettings {
  readonly redirectUris?: readonly string[];
  readonly timeScale?: number;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null || child.stderr === null) throw new Error("the sandbox has no output");
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(`the sandbox did not start: ${complaint}`);
}

/** Starts a sandbox on free ports, with a folder of its own. */
export async function startSandbox(settings: SandboxSettings = {}): Promise<SandboxProcess> {
  const folder = await mkdtemp(join(tmpdir(), "tellal-sandbox-"));
  const child = spawn(process.execPath, [MAIN], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH ?? "",
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      SANDBOX_DATA: folder,
      SANDBOX_REDIRECT_URIS: (settings.redirectUris ?? ["http://localhost:3000/connect/iletiniz/callback"]).join(","),
      TIME_SCALE: String(settings.timeScale ?? 1),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { ready: _ready, ...addresses } = Ready.parse(JSON.parse(await firstLine(child)));
  return {
    ...addresses,
    async control(method, path, body) {
      const response = await fetch(`${addresses.auth}/control${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`the sandbox refused ${method} ${path}: ${response.status} ${text}`);
      return text === "" ? null : JSON.parse(text);
    },
    async stop() {
      if (child.exitCode === null && child.kill("SIGTERM")) await once(child, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Gives the test file a sandbox; the answer is for use inside tests and later hooks. */
export function runSandbox(settings: SandboxSettings = {}): () => SandboxProcess {
  let running: SandboxProcess | undefined;
  beforeAll(async () => {
    running = await startSandbox(settings);
  }, 30_000);
  afterAll(async () => {
    await running?.stop();
  });
  return () => {
    if (running === undefined) throw new Error("The sandbox runs only inside tests and hooks.");
    return running;
  };
}
