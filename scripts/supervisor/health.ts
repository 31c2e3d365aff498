import { request } from "node:http";
import { connect } from "node:net";

/** How to tell that a process does its work. */
export type HealthCheck =
  /** It answers this path with a status below 300. `host` is what the request names, as people's requests do. */
  | { kind: "http"; port: number; path: string; host: string }
  /** It accepts connections. */
  | { kind: "tcp"; port: number };

const ANSWER_LIMIT_MS = 10_000;

function answersHttp(port: number, path: string, host: string): Promise<boolean> {
  return new Promise((tell) => {
    const asked = request({ host: "127.0.0.1", port, path, headers: { host }, timeout: ANSWER_LIMIT_MS, agent: false });
    asked.on("response", (answer) => {
      answer.resume();
      tell((answer.statusCode ?? 500) < 300);
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => tell(false));
    asked.end();
  });
}

function acceptsTcp(port: number): Promise<boolean> {
  return new Promise((tell) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => {
      socket.destroy();
      tell(true);
    });
    socket.once("error", () => tell(false));
  });
}

export async function isHealthy(checks: HealthCheck[]): Promise<boolean> {
  for (const check of checks) {
    const passes =
      check.kind === "http" ? await answersHttp(check.port, check.path, check.host) : await acceptsTcp(check.port);
    if (!passes) return false;
  }
  return true;
}
