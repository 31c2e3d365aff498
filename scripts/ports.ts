import { createServer, type Server } from "node:net";

const HOSTS = ["127.0.0.1", "::1", "0.0.0.0", "::"];

function listen(port: number, host: string): Promise<Server | undefined> {
  return new Promise((settle) => {
    const server = createServer();
    server.once("error", (error) => {
      // A machine without IPv6 has nothing that could take the port there.
      const isAbsent = "code" in error && (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT");
      settle(isAbsent ? createServer() : undefined);
    });
    server.listen({ port, host, exclusive: true }, () => settle(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((done) => (server.listening ? server.close(() => done()) : done()));
}

/** Whether nothing listens on the port, on any address of this machine. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of HOSTS) {
    const server = await listen(port, host);
    if (server === undefined) return false;
    await close(server);
  }
  return true;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

/** A port chosen by the system. */
export async function anyFreePort(): Promise<number> {
  for (;;) {
    const server = await listen(0, "127.0.0.1");
    if (server === undefined) throw new Error("No free port is left on 127.0.0.1.");
    const port = portOf(server);
    await close(server);
    if (await isFree(port)) return port;
  }
}

/** Keeps a port until the program that shall listen on it starts, so that a second start chooses another one. */
export interface HeldPort {
  port: number;
  release(): Promise<void>;
}

/** Takes `wanted` if it is free, or else any free port. */
export async function holdPort(wanted: number | undefined): Promise<HeldPort> {
  const port = wanted !== undefined && (await isFree(wanted)) ? wanted : await anyFreePort();
  const server = await listen(port, "127.0.0.1");
  if (server === undefined) return holdPort(undefined);
  return { port, release: () => close(server) };
}
