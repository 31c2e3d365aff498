import { join } from "node:path";
import { nextCommand, serveArguments } from "../build.ts";
import { logFolder } from "../data-folder.ts";
import { environmentOf, type Instance, type PartName } from "../settings.ts";
import type { Program } from "./child.ts";
import type { HealthCheck } from "./health.ts";

/** In the order in which they start; they stop in another, see `STOP_ORDER`. */
export const START_ORDER: PartName[] = ["sandbox", "web", "worker", "ingest"];

/** First whoever takes work in, then whoever does it, last what they all need. */
export const STOP_ORDER: PartName[] = ["web", "ingest", "worker", "sandbox"];

/** How long each may go on with what it is doing. The worker finishes its calls to a provider. */
const STOP_TIMES_MS: Record<PartName, number> = { web: 10_000, ingest: 10_000, worker: 30_000, sandbox: 5_000 };

/** Modules that are marked for the server refuse to load without this condition. */
const SERVER_CONDITION = "--conditions=react-server";

/**
 * A worker works on short-lived rows. With the usual young generation its memory grew with the size of a campaign, from 257 MB to
 * 317 MB. With two megabytes what eight calls hold at once did not fit, grew old before its time and was collected with all the
 * rest: over the same messages four megabytes take two thirds of the time for garbage and 13 MB less. Its old generation may grow
 * by a fifth between two collections: where other work takes the processors, nothing was collected until it had doubled, and a
 * worker went from 200 MB to 345 MB.
 */
export const WORKER_HEAP: readonly string[] = ["--max-semi-space-size=4", "--heap-growing-percent=20"];

function argsOf(part: PartName, { isDevelopment, ports }: Instance, host: string): string[] {
  const reload = isDevelopment ? ["--watch", "--watch-preserve-output"] : [];
  switch (part) {
    case "web":
      if (!isDevelopment) return serveArguments(ports.web.port, host);
      return [nextCommand(), "dev", "--port", String(ports.web.port), "--hostname", host];
    case "worker":
      return [...reload, ...WORKER_HEAP, SERVER_CONDITION, "worker/main.ts"];
    case "ingest":
      return [...reload, SERVER_CONDITION, "ingest/main.ts"];
    case "sandbox":
      return [...reload, "sandbox/main.ts"];
  }
}

function checksOf(part: PartName, { appUrl, ports }: Instance): HealthCheck[] {
  const http = (port: number, path: string, host = `localhost:${port}`): HealthCheck => ({
    kind: "http",
    port,
    path,
    host,
  });
  switch (part) {
    case "web":
      return [http(ports.web.port, "/api/health", new URL(appUrl).host)];
    case "worker":
      return [http(ports.worker.port, "/health")];
    case "ingest":
      return [http(ports.ingest.port, "/health")];
    case "sandbox":
      return [
        http(ports.sandboxAuth.port, "/health"),
        { kind: "tcp", port: ports.sandboxApi.port },
        { kind: "tcp", port: ports.sandboxSmtp.port },
      ];
  }
}

/** How one process of an instance is run. */
export function programOf(part: PartName, source: NodeJS.ProcessEnv, instance: Instance): Program {
  const environment = environmentOf(part, source, instance);
  return {
    name: part,
    args: argsOf(part, instance, environment.HOST ?? "127.0.0.1"),
    environment,
    logPath: join(logFolder(instance.home), `${part}.log`),
    checks: checksOf(part, instance),
    stopTimeMs: STOP_TIMES_MS[part],
  };
}
