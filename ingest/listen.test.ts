import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Hono } from "hono";
import { afterEach, expect, it } from "vitest";
import { listen } from "./listen.ts";

const PATIENCE_MS = 300;
const ends: (() => unknown)[] = [];
afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

async function open(): Promise<number> {
  const app = new Hono().post("/dlr/:token", async (context) => context.text(await context.req.text()));
  app.onError((_, context) => context.body(null, 500));
  return new Promise((opened) => {
    const server = listen(app, { port: 0, hostname: "127.0.0.1" }, opened, PATIENCE_MS);
    ends.push(() => new Promise((done) => server.close(done)));
  });
}

/** What came until the other side closed. */
function untilClosed(socket: Socket): Promise<string> {
  return new Promise((closed) => {
    let said = "";
    socket.on("data", (bytes) => {
      said += bytes;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => closed(said));
  });
}

// Whoever sends a byte now and then must not hold a connection for as long as they like.
it.each([
  ["a head", "POST /dlr/x HTTP/1.1\r\nHost: x\r\nX-Slow: "],
  ["a body", "POST /dlr/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"],
])("R-075: closes on whoever does not come to the end of %s", async (_, beginning) => {
  const socket = connect(await open(), "127.0.0.1");
  await once(socket, "connect");
  socket.write(beginning);
  const drip = setInterval(() => socket.write("x"), PATIENCE_MS / 6);
  ends.push(() => clearInterval(drip));
  // A byte that arrives after the end has the system throw the answer away together with the connection.
  expect(await untilClosed(socket)).toMatch(/^(HTTP\/1\.1 408 |$)/);
});

// A proxy before it keeps idle connections for up to two minutes, and sends a report on one that must not be just closed.
it("keeps an idle connection for longer than the proxies before it", async () => {
  const response = await fetch(`http://127.0.0.1:${await open()}/dlr/x`, { method: "POST", body: "{}" });
  expect(response.headers.get("keep-alive")).toBe("timeout=125");
  await response.body?.cancel();
});
