import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { lookUp } from "#lib/infra/db/tenant";
import { log } from "#lib/infra/log";
import { scrape } from "#lib/infra/metrics";

const DATABASE_LIMIT_MS = 2_000;
const JSON_TYPE = "application/json";

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const nothing: Answer = { status: 404, type: "text/plain", body: "" };

async function isDatabaseUp(): Promise<boolean> {
  const limit = new Promise<false>((settle) => setTimeout(settle, DATABASE_LIMIT_MS, false).unref());
  const answer = lookUp("SELECT 1", []).then(
    () => true,
    () => false,
  );
  return Promise.race([answer, limit]);
}

/** The health check of a process: 200 while it works and reaches its database, else 503. */
export interface Health {
  readonly port: number;
  close(): Promise<void>;
}

async function readiness(isStopping: () => boolean): Promise<Answer> {
  const database = await isDatabaseUp();
  const ok = database && !isStopping();
  return { status: ok ? 200 : 503, type: JSON_TYPE, body: JSON.stringify({ ok, database: database ? "up" : "down" }) };
}

async function answerTo(request: IncomingMessage, isStopping: () => boolean): Promise<Answer> {
  if (request.method !== "GET") return nothing;
  // A process that answers lives; whether it can work is another question, and no reason to end it.
  if (request.url === "/health/live") return { status: 200, type: JSON_TYPE, body: JSON.stringify({ ok: true }) };
  if (request.url === "/health") return readiness(isStopping);
  if (request.url !== "/metrics") return nothing;
  const metrics = await scrape(request.headers.authorization);
  return metrics === null ? nothing : { status: 200, ...metrics };
}

/** Answers `GET /health` (ready), `/health/live` and, with the token, `/metrics` on this machine. */
export function openHealth(port: number, isStopping: () => boolean): Promise<Health> {
  const server = createServer((request, response) => {
    void answerTo(request, isStopping)
      .catch((error: unknown): Answer => {
        log.error({ err: error }, "a scrape failed");
        return { ...nothing, status: 500 };
      })
      .then(({ status, type, body }) => {
        response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
        response.end(body);
      });
  });
  return new Promise((ready, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => {
      const { port: taken } = server.address() as AddressInfo;
      ready({
        port: taken,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}
