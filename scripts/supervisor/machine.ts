import { join } from "node:path";
import { logFolder } from "../data-folder.ts";
import type { HeldPort } from "../ports.ts";
import { type Cluster, startCluster } from "../postgres/cluster.ts";
import type { Instance, PartName } from "../settings.ts";
import { type Child, rotate, startChild } from "./child.ts";
import { startGuard } from "./guard.ts";
import { keep } from "./keep.ts";
import { programOf, START_ORDER, STOP_ORDER } from "./programs.ts";

/** All processes of one instance on this machine. */
export interface Machine {
  /** Takes the embedded server under watch: it is started again if it crashes, and stopped last. */
  keepCluster(cluster: Cluster): Promise<void>;
  /** Starts the processes and resolves when each of them is healthy. */
  startParts(instance: Instance): Promise<void>;
  /** Stops in order what runs by now. May be called again, for what was just being started. */
  stop(): Promise<void>;
}

export interface MachineOptions {
  home: string;
  environment: NodeJS.ProcessEnv;
  say: (sentence: string) => void;
  /** Called once when something cannot be kept running. */
  onGivenUp: (sentence: string) => void;
}

type Stoppable = { stop(): Promise<void> };

function heldBy(part: PartName, { ports }: Instance): HeldPort[] {
  if (part === "sandbox") return [ports.sandboxAuth, ports.sandboxApi, ports.sandboxSmtp];
  return [ports[part]];
}

export function createMachine({ home, environment, say, onGivenUp }: MachineOptions): Machine {
  const guard = startGuard();
  const children = new Map<PartName, Child>();
  const kept = new Map<PartName, Stoppable>();
  let server: Cluster | undefined;
  let keptServer: Stoppable | undefined;
  const rotation = setInterval(() => {
    for (const name of [...START_ORDER, "postgres"]) rotate(join(logFolder(home), `${name}.log`));
  }, 60_000);

  const tellGuard = () =>
    guard.watch(
      [...children.values()].map(({ pid }) => pid),
      server?.pid,
    );
  const note = (part: PartName, child: Child | undefined) => {
    if (child === undefined) children.delete(part);
    else children.set(part, child);
    tellGuard();
  };

  const startPart = async (part: PartName, instance: Instance): Promise<void> => {
    const program = programOf(part, environment, instance);
    if (instance.isDevelopment)
      program.onOutput = (text) => process.stdout.write(text.replaceAll(/^(?=.)/gm, `[${part}] `));
    for (const port of heldBy(part, instance)) await port.release();
    const start = () => startChild(program, (child) => note(part, child));
    const onChange = (child: Child | undefined) => note(part, child);
    kept.set(part, await keep({ name: part, logPath: program.logPath, start, onChange, say, onGivenUp }));
  };

  const stopInOrder = async (): Promise<void> => {
    for (const part of STOP_ORDER) await (kept.get(part) ?? children.get(part))?.stop();
    await (keptServer ?? server)?.stop();
    clearInterval(rotation);
    await guard.dismiss();
  };

  return {
    async keepCluster(cluster) {
      let isFirst = true;
      const start = async () => {
        if (!isFirst) return startCluster({ home, port: cluster.port, say });
        isFirst = false;
        return cluster;
      };
      const onChange = (running: Cluster | undefined) => {
        server = running;
        tellGuard();
      };
      const logPath = join(logFolder(home), "postgres.log");
      keptServer = await keep({ name: "PostgreSQL", logPath, start, onChange, say, onGivenUp });
    },
    async startParts(instance) {
      const parts = START_ORDER.filter((part) => part !== "sandbox" || instance.isSandboxOn);
      await Promise.all(parts.map((part) => startPart(part, instance)));
    },
    stop: stopInOrder,
  };
}
