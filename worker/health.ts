import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { lookUp } from "#lib/infra/db/tenant";

const DATABASE_LIMIT_MS = 2_000;

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

/** Answers `GET /health` on this machine. */
export function openHealth(port: number, isStopping: () => boolean): Promise<Health> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/health") {
      response.writeHead(404).end();
      return;
    }
    void isDatabaseUp().then((database) => {
      const ok = database && !isStopping();
      response.writeHead(ok ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" });
      response.end(JSON.stringify({ ok, database: database ? "up" : "down" }));
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
