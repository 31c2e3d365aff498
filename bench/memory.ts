import { readFile } from "node:fs/promises";
import type { Program } from "./programs.ts";

/** How often memory is looked at. The kernel keeps the most a process has held, so only its last moments are missed. */
const LOOK_MS = 20;

/** The most memory a process has held, in megabytes; 0 when it is gone. */
export async function mostMemory(pid: string | number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** Most memory held, in megabytes: by the worker, and by the process beside it that does the long work. */
export interface Memory {
  worker: number;
  beside: number;
}

/** Runs `work` beside a worker of its own, and looks at the memory of the worker and of what it starts. */
export async function withWorker(start: () => Promise<Program>, work: () => Promise<void>): Promise<Memory> {
  const worker = await start();
  const pid = String(worker.pid);
  const memory: Memory = { worker: 0, beside: 0 };
  const look = async () => {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
    const held = await Promise.all(
      children
        .split(" ")
        .filter(Boolean)
        .map((child) => mostMemory(child)),
    );
    memory.beside = Math.max(memory.beside, ...held);
    memory.worker = await mostMemory(pid);
  };
  const looking = setInterval(() => void look(), LOOK_MS);
  try {
    await work();
    await look();
    return memory;
  } finally {
    clearInterval(looking);
    await worker.stop();
  }
}
