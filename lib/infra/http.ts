import net from "node:net";
import { buildConnector, Pool } from "undici";
import { isLoopback } from "#lib/infra/env";
import { Exchange } from "#lib/infra/http-exchange";
import type { HttpLimits, HttpOutcome } from "#lib/infra/http-outcome";
import { guardedLookup, mayCall } from "#lib/infra/public-address";

const LIMITS: HttpLimits = { connectMs: 5_000, firstByteMs: 15_000, totalMs: 30_000, bodyBytes: 1_048_576 };

/**
 * Half of Node's five seconds, whatever a server promises, so that it does not close a connection just as a request is
 * written to it: what became of such a message nobody knows. Timers of a busy process come late by a second and more.
 */
const KEEP_ALIVE_MS = 2_500;
const CONNECTIONS_PER_HOST = 32;

/** One call. The address must lie on an origin the client was opened for. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Shortens the total time for a call that is not worth waiting for. */
  readonly totalMs?: number;
}

/** The way out. It follows no redirect, retries nothing and calls only the origins it was opened for. */
export interface Http {
  send(request: HttpRequest): Promise<HttpOutcome>;
  /** Ends open calls and connections. */
  close(): Promise<void>;
}

/** What a client is opened with. `origins` is every place it may call. */
export interface HttpOptions {
  readonly origins: readonly string[];
  readonly allowsLoopback: boolean;
  readonly limits?: Partial<HttpLimits>;
}

function openPool(origin: string, allowsLoopback: boolean, limits: HttpLimits): Pool {
  const url = new URL(origin);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol !== "https:" && !(allowsLoopback && isLoopback(origin))) throw new Error(`${origin} is not https`);
  // A socket to a literal address asks no resolver, so that one is judged here.
  if (net.isIP(host) !== 0 && !mayCall(host, allowsLoopback)) throw new Error(`${origin} is not a public host`);
  return new Pool(url.origin, {
    connections: CONNECTIONS_PER_HOST,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    headersTimeout: limits.firstByteMs,
    bodyTimeout: limits.firstByteMs,
    connect: buildConnector({ timeout: limits.connectMs, lookup: guardedLookup(allowsLoopback) }),
  });
}

/**
 * Opens a client with one pool of connections per origin.
 *
 * @throws Error when an origin is neither https nor an allowed loopback address; `send` does when a call leaves the given
 * origins. Both are mistakes of the program, never of a provider.
 */
export function openHttp({ origins, allowsLoopback, limits: changed = {} }: HttpOptions): Http {
  const limits = { ...LIMITS, ...changed };
  const places = [...new Set(origins.map((address) => new URL(address).origin))];
  const pools = new Map(places.map((origin) => [origin, openPool(origin, allowsLoopback, limits)]));
  return {
    send(request) {
      const url = new URL(request.url);
      const pool = pools.get(url.origin);
      if (pool === undefined) throw new Error("a call left the origins this client may reach");
      return new Promise((resolve) => {
        pool.dispatch(
          {
            path: url.pathname + url.search,
            method: request.method,
            headers: { "user-agent": "tellal", "accept-encoding": "gzip", ...request.headers },
            body: request.body ?? null,
          },
          new Exchange({ ...limits, totalMs: request.totalMs ?? limits.totalMs }, resolve),
        );
      });
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}
