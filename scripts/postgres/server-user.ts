import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { userInfo } from "node:os";

/** The operating-system user the server runs as. PostgreSQL refuses to run as root. */
export interface ServerUser {
  name: string;
  /** Passed to `spawn`; empty when the server runs as whoever started us. */
  identity: { uid?: number; gid?: number };
}

function lookUp(name: string): ServerUser | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { name, identity: { uid: Number(uid), gid: Number(gid) } } : undefined;
}

function createUser(name: string): ServerUser | undefined {
  const ways = [
    [
      "useradd",
      "--system",
      "--user-group",
      "--no-create-home",
      "--home-dir",
      "/nonexistent",
      "--shell",
      "/usr/sbin/nologin",
      name,
    ],
    ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", name],
  ];
  for (const [command = "", ...args] of ways) {
    if (spawnSync(command, args).status === 0) return lookUp(name);
  }
  return undefined;
}

/** Whoever started us, or as root the user `postgres`, created if it is missing, or else `nobody`. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return { name: userInfo().username, identity: {} };
  const user = lookUp("postgres") ?? createUser("postgres") ?? lookUp("nobody");
  if (user === undefined) {
    throw new Error("PostgreSQL cannot run as root, and there is no other user. Create one: useradd --system postgres");
  }
  return user;
}
