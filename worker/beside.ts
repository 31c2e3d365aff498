import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Enough for the longest records that are allowed; more would only put off the collection of what is done with. */
const HEAP = ["--max-semi-space-size=2", "--max-old-space-size=64"];

/**
 * Runs long work about a workspace in a process of its own, with little memory: seconds of it, in which messages must go
 * on being handed over.
 *
 * @param program The file beside this one.
 * @throws Error when it ends with anything but success; a process that dies leaves what a crash leaves.
 */
export async function runBeside(program: string, workspaceId: string, id: string): Promise<void> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const args = [...HEAP, "--conditions=react-server", file, workspaceId, id];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  await once(child, "exit");
  if (child.exitCode !== 0) throw new Error(`${program} ended with ${child.exitCode ?? child.signalCode}`);
}
