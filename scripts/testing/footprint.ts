import { readdirSync } from "node:fs";
import { readIfExists } from "../data-folder.ts";

/** Memory that a part of an instance held at one moment. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Resident memory in megabytes, by part; the processes a part has started count on their own, as `worker/list-reader`. */
  readonly megabytes: Readonly<Record<string, number>>;
}

/** What the kernel says about a process: its parent, and what it holds now. */
function look(pid: string): { parent: string; megabytes: number } | undefined {
  const status = readIfExists(`/proc/${pid}/status`);
  if (status === undefined) return undefined;
  const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1] ?? "0";
  return { parent, megabytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024 };
}

/** Which part a process belongs to, by the word the supervisor gave it; undefined for PostgreSQL and the supervisor itself. */
function partOf(pid: string): string | undefined {
  return /(?:^|\0)TELLAL_PROCESS=(\w+)/.exec(readIfExists(`/proc/${pid}/environ`) ?? "")?.[1];
}

/** A name for a process that a part has started: the file it runs. */
function fileOf(pid: string): string {
  const words = (readIfExists(`/proc/${pid}/cmdline`) ?? "").split("\0");
  const file = words.find((word) => /\.[cm]?[jt]s$/.test(word)) ?? words[0] ?? "";
  return file.replace(/^.*\//, "").replace(/\.\w+$/, "");
}

/** Looks at all processes below `root`. Linux only: elsewhere there is nothing to be seen. */
export function sample(root: number): Sample {
  const processes = new Map<string, { parent: string; megabytes: number }>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const seen = look(pid);
    if (seen !== undefined) processes.set(pid, seen);
  }
  const isBelow = (pid: string): boolean => {
    const parent = processes.get(pid)?.parent;
    return parent !== undefined && (parent === String(root) || isBelow(parent));
  };
  const megabytes: Record<string, number> = {};
  for (const [pid, { parent, megabytes: held }] of processes) {
    const part = isBelow(pid) ? partOf(pid) : undefined;
    if (part === undefined) continue;
    const name = partOf(parent) === part ? `${part}/${fileOf(pid)}` : part;
    megabytes[name] = Math.round(((megabytes[name] ?? 0) + held) * 10) / 10;
  }
  return { at: Date.now(), megabytes };
}
