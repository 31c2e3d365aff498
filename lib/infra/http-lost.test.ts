import { createGzip, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openServers, post } from "#lib/infra/http-servers.fixture";

const { serve, client } = openServers();

describe("R-082, R-101 lost: the request may have been carried out", () => {
  it("gives up when the first byte does not come", async () => {
    const { origin } = await serve(() => undefined);
    const outcome = await client([origin], { firstByteMs: 150 }).send(post(origin));
    expect(outcome).toEqual({ kind: "lost", cause: "timeout", status: null });
  });

  it("gives up on a slow drip when the total time is over", async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(drip));
    });
    const startedAt = performance.now();
    const outcome = await client([origin], { totalMs: 300, firstByteMs: 200 }).send(post(origin));
    expect(outcome).toEqual({ kind: "lost", cause: "timeout", status: 200 });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("lets a call that is not worth waiting for end sooner", async () => {
    const { origin } = await serve(() => undefined);
    const outcome = await client([origin]).send({ ...post(origin), totalMs: 100 });
    expect(outcome).toEqual({ kind: "lost", cause: "timeout", status: null });
  });

  it("reports a reset before and inside the answer", async () => {
    const before = await serve((request) => request.socket.resetAndDestroy());
    const inside = await serve((request, response) => {
      response.writeHead(200, { "content-length": "100" }).write("half", () => request.socket.resetAndDestroy());
    });
    const opened = client([before.origin, inside.origin]);
    expect(await opened.send(post(before.origin))).toEqual({ kind: "lost", cause: "reset", status: null });
    expect(await opened.send(post(inside.origin))).toEqual({ kind: "lost", cause: "reset", status: 200 });
    expect(before.seen).toHaveLength(1);
    expect(inside.seen).toHaveLength(1);
  });

  it("stops at the limit of a huge body without reading on", async () => {
    let written = 0;
    const { origin } = await serve((_, response) => {
      const block = Buffer.alloc(65_536);
      const more = () => {
        while (!response.destroyed && written < 1 << 30) {
          written += block.length;
          if (!response.write(block)) return void response.once("drain", more);
        }
      };
      more();
    });
    const outcome = await client([origin], { bodyBytes: 100_000 }).send(post(origin));
    expect(outcome).toEqual({ kind: "lost", cause: "too_large", status: 200 });
    expect(written).toBeLessThan(50_000_000);
  });

  it("counts after decompression: a bomb of 1 GB is refused in flat memory", async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      const bomb = createGzip({ level: 1 });
      bomb.pipe(response);
      bomb.on("error", () => undefined);
      const block = Buffer.alloc(1 << 20);
      let left = 1024;
      const more = () => {
        while (left > 0 && !response.destroyed) {
          left -= 1;
          if (!bomb.write(block)) return void bomb.once("drain", more);
        }
        bomb.end();
      };
      response.on("close", () => bomb.destroy());
      more();
    });
    const before = process.memoryUsage().rss;
    expect(await client([origin]).send(post(origin))).toEqual({ kind: "lost", cause: "too_large", status: 200 });
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
  });

  it("refuses a small answer that unpacks to more than the limit", async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(8 << 20)));
    });
    expect(await client([origin]).send(post(origin))).toEqual({ kind: "lost", cause: "too_large", status: 200 });
  });

  it("does not guess at a broken or unknown encoding", async () => {
    const truncated = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("merhaba").subarray(0, 12));
    });
    const unknown = await serve((_, response) => void response.writeHead(200, { "content-encoding": "br" }).end("x"));
    const opened = client([truncated.origin, unknown.origin]);
    expect(await opened.send(post(truncated.origin))).toEqual({ kind: "lost", cause: "encoding", status: 200 });
    expect(await opened.send(post(unknown.origin))).toEqual({ kind: "lost", cause: "encoding", status: 200 });
  });

  it("frees the connection for the next call after any of these", async () => {
    let calls = 0;
    const { origin } = await serve((request, response) => {
      calls += 1;
      if (calls <= 32) request.socket.resetAndDestroy();
      else response.end("ok");
    });
    const opened = client([origin]);
    await Promise.all(Array.from({ length: 32 }, () => opened.send(post(origin))));
    expect(await opened.send(post(origin))).toMatchObject({ kind: "answer", body: "ok" });
  });
});
