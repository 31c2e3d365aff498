import { createServer, type Server } from "node:net";
import { afterEach, expect, it } from "vitest";
import { anyFreePort, holdPort, isFree } from "./ports.ts";

const open: Server[] = [];

function listenOn(port: number, host: string): Promise<void> {
  return new Promise((listening) => {
    const server = createServer();
    open.push(server);
    server.listen(port, host, () => listening());
  });
}

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

// Two checkouts on one machine, or a port that is in use, must not collide.
it.each(["127.0.0.1", "0.0.0.0"])("a port that somebody listens on at %s is not free", async (host) => {
  const port = await anyFreePort();
  expect(await isFree(port)).toBe(true);
  await listenOn(port, host);
  expect(await isFree(port)).toBe(false);
});

it("another port is taken in place of one in use", async () => {
  const wanted = await anyFreePort();
  await listenOn(wanted, "127.0.0.1");
  const held = await holdPort(wanted);
  expect(held.port).not.toBe(wanted);
  await held.release();
});

it("a held port is not free until it is let go", async () => {
  const held = await holdPort(await anyFreePort());
  expect(await isFree(held.port)).toBe(false);
  await held.release();
  expect(await isFree(held.port)).toBe(true);
});
