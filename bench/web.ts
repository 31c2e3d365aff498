import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { buildIfStale, endBuildUse, noteBuildUse, serveArguments } from "../scripts/build.ts";
import { ROOT } from "../scripts/checkout.ts";
import { dataFolder } from "../scripts/data-folder.ts";
import { loadAuthSecret } from "../scripts/keys.ts";
import { anyFreePort } from "../scripts/ports.ts";
import { waitUntil } from "../scripts/processes.ts";
import { actionKey } from "../scripts/settings.ts";
import { isHealthy } from "../scripts/supervisor/health.ts";

/** The web process, and a way to ask it as a signed-in person would. */
export interface Web {
  readonly appUrl: string;
  signIn(email: string, password: string): Promise<void>;
  /** Milliseconds from the request to the first byte of the answer, which must be a page. */
  timeToFirstByte(path: string): Promise<number>;
  stop(): Promise<void>;
}

/** Builds the pages as `npm start` does, unless they are built, and serves them on a free port. */
export async function launchWeb(
  environment: Readonly<Record<string, string>>,
  say: (sentence: string) => void,
): Promise<Web> {
  const port = await anyFreePort();
  const appUrl = `http://localhost:${port}`;
  const authSecret = environment.AUTH_SECRET ?? "";
  const key = actionKey({ authSecret: loadAuthSecret(dataFolder(undefined), { NODE_ENV: "production" }), keyring: "" });
  await buildIfStale({ appUrl, actionKey: key }, say, new AbortController().signal);
  noteBuildUse();
  const child = spawn(process.execPath, serveArguments(port, "127.0.0.1"), {
    cwd: ROOT,
    env: {
      ...environment,
      ...{
        NODE_ENV: "production",
        PATH: process.env.PATH ?? "",
        PORT: String(port),
        APP_URL: appUrl,
        HOST: "127.0.0.1",
      },
      ...{
        NEXTAUTH_URL: appUrl,
        NEXTAUTH_SECRET: authSecret,
        NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key,
        TELLAL_PROCESS: "web",
      },
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await ended;
    endBuildUse();
  };
  const health = [{ kind: "http", port, path: "/api/health", host: `localhost:${port}` }] as const;
  if (!(await waitUntil(() => isHealthy([...health]), 60_000))) {
    await stop();
    throw new Error("the web process did not become healthy");
  }
  const visitor = new Visitor(port);
  return {
    appUrl,
    signIn: (email, password) => visitor.signIn(email, password),
    timeToFirstByte: (path) => visitor.timeToFirstByte(path),
    stop,
  };
}

/** A browser of one person: cookies and one connection. */
class Visitor {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #cookies = new Map<string, string>();

  constructor(port: number) {
    this.#port = port;
  }

  async signIn(email: string, password: string): Promise<void> {
    const { body } = await this.#ask("GET", "/api/auth/csrf");
    const { csrfToken } = JSON.parse(body) as { csrfToken: string };
    const form = new URLSearchParams({ csrfToken, email, password, json: "true" }).toString();
    const { status } = await this.#ask("POST", "/api/auth/callback/credentials", form);
    if (status !== 200) throw new Error(`signing in answered ${status}`);
  }

  async timeToFirstByte(path: string): Promise<number> {
    const { status, firstByteMs } = await this.#ask("GET", path);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    return firstByteMs;
  }

  #ask(method: string, path: string, form?: string): Promise<{ status: number; body: string; firstByteMs: number }> {
    const host = `localhost:${this.#port}`;
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = {
      ...{ host, cookie, origin: `http://${host}`, accept: "text/html,application/json" },
      ...(form !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
    };
    return new Promise((resolve, fail) => {
      const startedAt = performance.now();
      const asked = request({ host: "127.0.0.1", port: this.#port, method, path, headers, agent: this.#agent });
      asked.once("error", fail);
      asked.once("response", (answer) => {
        const firstByteMs = performance.now() - startedAt;
        for (const line of answer.headers["set-cookie"] ?? []) this.#keep(line);
        let body = "";
        answer.setEncoding("utf8");
        answer.on("data", (text: string) => {
          body += text;
        });
        answer.once("end", () => resolve({ status: answer.statusCode ?? 0, body, firstByteMs }));
      });
      asked.end(form);
    });
  }

  #keep(line: string): void {
    const [pair = ""] = line.split(";", 1);
    const at = pair.indexOf("=");
    this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
