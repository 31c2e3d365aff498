import http from "node:http";
import type net from "node:net";
import { afterEach } from "vitest";
import { type Http, openHttp } from "#lib/infra/http";
import type { HttpLimits } from "#lib/infra/http-outcome";

/** Servers on loopback that answer as a test says, and clients for them. */
export interface Servers {
  /** Listens on a free port; `close` ends it before its time. */
  listen(server: net.Server): Promise<Listening>;
  /** A server that counts the requests it saw. */
  serve(answer: http.RequestListener): Promise<Listening & { seen: string[] }>;
  client(origins: string[], limits?: Partial<HttpLimits>, allowsLoopback?: boolean): Http;
}

interface Listening {
  readonly origin: string;
  close(): Promise<void>;
}

/** Gives the test file servers and clients; all of them end with the test that made them. */
export function openServers(): Servers {
  const undo: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(undo.splice(0).map((step) => step()));
  });

  async function listen(server: net.Server): Promise<Listening> {
    const sockets = new Set<net.Socket>();
    server.on("connection", (socket: net.Socket) => void sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const close = async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    };
    undo.push(close);
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("not a port");
    return { origin: `http://127.0.0.1:${address.port}`, close };
  }

  return {
    listen,
    async serve(answer) {
      const seen: string[] = [];
      const listening = await listen(
        http.createServer((request, response) => {
          seen.push(`${request.method} ${request.url}`);
          answer(request, response);
        }),
      );
      return { ...listening, seen };
    },
    client(origins, limits = {}, allowsLoopback = true) {
      const opened = openHttp({ origins, allowsLoopback, limits });
      undo.push(() => opened.close());
      return opened;
    },
  };
}

/** A request as those of the drivers. */
export const post = (origin: string) => ({ method: "POST", url: `${origin}/v1/messages`, body: "{}" }) as const;
