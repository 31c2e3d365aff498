import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { closePools } from "#lib/infra/db/pools";
import { startQueue } from "#lib/infra/queue";
import type { BenchContext } from "./context.ts";
import { type BenchSandbox, launch, launchSandbox, type Program } from "./programs.ts";
import type { Query, Scene } from "./scene.ts";

/** What a benchmark of the running product works with. All of it ends with the work, what began last first. */
export interface Room {
  readonly folder: string;
  readonly query: Query;
  readonly ownerUrl: string;
  /** The stand-in provider, and where a worker finds it. */
  sandbox(): Promise<BenchSandbox>;
  worker(more: Readonly<Record<string, string>>): Promise<Program>;
  /** Has a job done by whichever worker is there. */
  send(name: string, payload: object): Promise<void>;
  /** Has a worker look for what a workspace has to send. */
  wake(scene: Scene): Promise<void>;
  /** Has something ended with the work that began in it. */
  ends<Begun extends { stop(): Promise<void> }>(begun: Begun): Begun;
}

/** Opens a room for `work`. */
export async function withRoom<T>(
  { database, environment }: BenchContext,
  work: (room: Room) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "tellal-bench-"));
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  // The server stops while the last connections are still closing.
  pool.on("error", () => undefined);
  const stops = [() => rm(folder, { recursive: true, force: true }), closePools, (): Promise<unknown> => pool.end()];
  const ends: Room["ends"] = (begun) => {
    stops.push(() => begun.stop());
    return begun;
  };
  try {
    const queue = await startQueue({ max: 1, supervise: false, useListenNotify: false });
    stops.push(() => queue.stop({ graceful: false }));
    const send: Room["send"] = async (name, payload) => void (await queue.send(name, payload));
    return await work({
      ...{ folder, ownerUrl: database.ownerUrl, ends, send },
      query: async (text, values = []) => (await pool.query(text, values)).rows,
      sandbox: async () => ends(await launchSandbox(join(folder, "sandbox"))),
      worker: async (more) =>
        ends(await launch("worker/main.ts", { ...environment, WORKER_PORT: "0", TELLAL_PROCESS: "worker", ...more })),
      wake: ({ workspaceId }) => send("workspace.wake", { workspaceId }),
    });
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}
