import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { currentRequestId } from "#lib/infra/request-id";

/** How much memory a process may use for its objects, in megabytes; more would only put off collecting what is done with. */
export interface Room {
  /** For what is done with soon. */
  readonly young: number;
  /** For what stays. The program itself needs some 50. */
  readonly old: number;
}

/**
 * Runs long work about a workspace in a process of its own, with little memory: seconds of it, in which messages must go
 * on being handed over.
 *
 * @param program The file beside this one.
 * @throws Error when it ends with anything but success; a process that dies leaves what a crash leaves.
 */
export async function runBeside(program: string, room: Room, workspaceId: string, id: string): Promise<void> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const heap = [`--max-semi-space-size=${room.young}`, `--max-old-space-size=${room.old}`];
  const args = [...heap, "--conditions=react-server", file, workspaceId, id];
  const env = { ...process.env, REQUEST_ID: currentRequestId() };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "inherit", "inherit"] });
  await once(child, "exit");
  if (child.exitCode !== 0) throw new Error(`${program} ended with ${child.exitCode ?? child.signalCode}`);
}
