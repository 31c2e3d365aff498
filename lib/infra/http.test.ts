import type http from "node:http";
import net from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openHttp } from "#lib/infra/http";
import { openServers, post } from "#lib/infra/http-servers.fixture";

const { listen, serve, client } = openServers();

describe("answers", () => {
  it("gives status, the headers callers read, text and latency", async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(422, { "x-request-id": "req_1", "retry-after": "3", "set-cookie": "a=b" }).end("çok");
    });
    const outcome = await client([origin]).send(post(origin));
    expect(outcome).toEqual({
      kind: "answer",
      status: 422,
      headers: { "x-request-id": "req_1", "retry-after": "3" },
      body: "çok",
      latencyMs: expect.any(Number),
    });
  });

  it("reads a compressed answer", async () => {
    const { origin } = await serve((request, response) => {
      expect(request.headers["accept-encoding"]).toBe("gzip");
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("merhaba"));
    });
    expect(await client([origin]).send(post(origin))).toMatchObject({ kind: "answer", body: "merhaba" });
  });

  it("sends method, path, query, headers and body as given", async () => {
    const { origin, seen } = await serve((request, response) => {
      request.pipe(response.writeHead(200, { "content-type": request.headers["content-type"] ?? "" }));
    });
    const outcome = await client([origin]).send({
      method: "POST",
      url: `${origin}/a/b?c=d`,
      headers: { "content-type": "text/plain" },
      body: "şğ",
    });
    expect(seen).toEqual(["POST /a/b?c=d"]);
    expect(outcome).toMatchObject({ body: "şğ", headers: { "content-type": "text/plain" } });
  });
});

describe("R-081 no call leaves the given hosts", () => {
  it.each([301, 302, 303, 307, 308])("treats a %i as a lost answer; the other host sees 0 requests", async (status) => {
    const other = await serve((_, response) => response.end("stolen"));
    const { origin } = await serve((_, response) =>
      response.writeHead(status, { location: `${other.origin}/x` }).end(),
    );
    const outcome = await client([origin, other.origin]).send(post(origin));
    expect(outcome).toEqual({ kind: "lost", cause: "redirect", status });
    expect(other.seen).toEqual([]);
  });

  it("refuses an address outside its origins", async () => {
    const other = await serve((_, response) => response.end());
    const { origin } = await serve((_, response) => response.end());
    expect(() => client([origin]).send(post(other.origin))).toThrow("left the origins");
    expect(other.seen).toEqual([]);
  });

  it("does not open loopback, plain http or private addresses without leave", () => {
    const open = (origin: string) => () => openHttp({ origins: [origin], allowsLoopback: false });
    expect(open("http://127.0.0.1:8080")).toThrow("not https");
    expect(open("http://example.com")).toThrow("not https");
    expect(open("https://10.0.0.1")).toThrow("not a public host");
    expect(open("https://[::1]")).toThrow("not a public host");
    expect(() => openHttp({ origins: ["http://example.com"], allowsLoopback: true })).toThrow("not https");
  });

  it("sends nothing to a name that resolves to this machine", async () => {
    const { origin, seen } = await serve((_, response) => response.end());
    const url = `https://localhost:${new URL(origin).port}`;
    const strict = client([url], {}, false);
    expect(await strict.send(post(url))).toEqual({ kind: "not_sent", cause: "address" });
    expect(seen).toEqual([]);
  });
});

describe("R-101 not sent: no byte of the request was written", () => {
  it("names a refused connection", async () => {
    const { origin, close } = await serve((_, response) => response.end());
    await close();
    expect(await client([origin]).send(post(origin))).toEqual({ kind: "not_sent", cause: "refused" });
  });

  it("names a host that has no address", async () => {
    const origin = "https://provider.invalid";
    expect(await client([origin]).send(post(origin))).toEqual({ kind: "not_sent", cause: "dns" });
  });

  it("names a failed TLS handshake", async () => {
    let received = Buffer.alloc(0);
    const plain = net.createServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", (chunk) => {
        received = Buffer.concat([received, chunk]);
        socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
      });
    });
    const origin = (await listen(plain)).origin.replace("http:", "https:");
    expect(await client([origin]).send(post(origin))).toEqual({ kind: "not_sent", cause: "tls" });
    expect(received.includes("POST")).toBe(false);
  });

  it("names a handshake that never ends", async () => {
    const silent = net.createServer((socket) => void socket.on("error", () => undefined));
    const origin = (await listen(silent)).origin.replace("http:", "https:");
    const outcome = await client([origin], { connectMs: 150 }).send(post(origin));
    expect(outcome).toEqual({ kind: "not_sent", cause: "connect" });
  });

  it("says busy when no connection came free in time, and does not send later either", async () => {
    const held: http.ServerResponse[] = [];
    const { origin, seen } = await serve((_, response) => void held.push(response));
    const opened = client([origin], { totalMs: 3_000, firstByteMs: 10_000 });
    const send = (count: number, totalMs?: number) =>
      Array.from({ length: count }, () => opened.send({ ...post(origin), ...(totalMs !== undefined && { totalMs }) }));
    const holding = send(32);
    // Those that wait give up long before a connection comes free.
    const waiting = await Promise.all(send(8, 400));
    expect(waiting).toEqual(Array(8).fill({ kind: "not_sent", cause: "busy" }));
    for (const outcome of await Promise.all(holding)) expect(outcome.kind).toBe("lost");
    expect(seen).toHaveLength(32);
  });
});
