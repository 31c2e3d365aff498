import { afterAll, afterEach, describe, expect, it } from "vitest";
import { hasTooManyStreams, liveAnswer, mayStay } from "#lib/gate/live";
import { closeEar, TELL } from "#lib/infra/db/ear";
import { appPool } from "#lib/infra/db/pools";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();
afterAll(() => closeEar());

const leaving: AbortController[] = [];
afterEach(() => {
  for (const one of leaving.splice(0)) one.abort();
});

/** A stream with a reader; `next` gives the next answer or event, without the beats. */
function watch(read: () => Promise<unknown>, stays: () => Promise<boolean>, times = {}, userId = "u") {
  const left = new AbortController();
  leaving.push(left);
  const isFinal = (value: unknown) => JSON.stringify(value).includes("final");
  const topic = `topic ${Math.random()}`;
  const answer = liveAnswer(userId, { topic, read, isFinal, signal: left.signal }, stays, {
    calmMs: 30,
    beatMs: 60,
    ...times,
  });
  const reader = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    left,
    tell: () => appPool().query(TELL, [topic]),
    async next(): Promise<string | null> {
      for (;;) {
        const [piece, ...rest] = text.split("\n\n");
        if (rest.length > 0) {
          text = rest.join("\n\n");
          if (piece?.startsWith("data: ") || piece?.startsWith("event: ")) return piece;
          continue;
        }
        const { done, value } = await reader.read();
        if (done) return null;
        text += value;
      }
    },
  };
}

const always = async () => true;

describe("liveAnswer", () => {
  it("says at once how it stands, and again when it was told of a change", async () => {
    let at = 1;
    const stream = watch(async () => ({ at }), always, { beatMs: 60_000 });
    expect(await stream.next()).toBe('data: {"at":1}');
    at = 2;
    await stream.tell();
    expect(await stream.next()).toBe('data: {"at":2}');
  });

  it("makes one answer of many changes at once", async () => {
    let reads = 0;
    const stream = watch(async () => ({ reads: ++reads }), always, { calmMs: 100, beatMs: 60_000 });
    await stream.next();
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 50 }, () => stream.tell()));
    await stream.next();
    // The first look, what is told on listening, one for the fifty, and one for each calm time in which they were told.
    expect(reads).toBeLessThanOrEqual(3 + Math.ceil((performance.now() - startedAt) / 100));
    expect(reads).toBeLessThan(25);
  });

  it("finds by itself what nobody told, and says nothing twice", async () => {
    let at = 1;
    const stream = watch(async () => ({ at }), always);
    expect(await stream.next()).toBe('data: {"at":1}');
    at = 2;
    expect(await stream.next()).toBe('data: {"at":2}');
  });

  it("outlives a moment in which nothing can be read", async () => {
    let reads = 0;
    const stream = watch(async () => {
      reads += 1;
      if (reads === 2) throw new Error("away");
      return { reads };
    }, always);
    expect(await stream.next()).toBe('data: {"reads":1}');
    expect(await stream.next()).toBe('data: {"reads":3}');
  });

  it("ends for a reader who may not stay, without another word about the thing (R-038)", async () => {
    let may = true;
    let at = 1;
    const stream = watch(
      async () => ({ at }),
      async () => may,
    );
    await stream.next();
    [may, at] = [false, 2];
    expect(await stream.next()).toBe("event: end\ndata: {}");
    expect(await stream.next()).toBeNull();
  });

  it("ends by itself after a while, so that the next one passes the door anew", async () => {
    const stream = watch(async () => ({}), always, { longestMs: 100 });
    await stream.next();
    expect(await stream.next()).toBeNull();
  });

  it("ends when nothing will change any more", async () => {
    const stream = watch(async () => ({ state: "final" }), always);
    expect(await stream.next()).toBe('data: {"state":"final"}');
    expect(await stream.next()).toBe("event: end\ndata: {}");
    expect(await stream.next()).toBeNull();
  });

  it("counts the streams of a person until they are over", () => {
    const streams = Array.from({ length: 12 }, () => watch(async () => ({}), always, {}, "many"));
    expect(hasTooManyStreams("many")).toBe(true);
    streams[0]?.left.abort();
    expect(hasTooManyStreams("many")).toBe(false);
  });
});

describe("who may stay (R-038)", () => {
  async function watcher() {
    const workspace = await makeWorkspace();
    const member = await workspace.join("viewer");
    const { id: sessionId } = await withAccount(null, ({ db }) =>
      db.loginSession.create({
        data: { id: crypto.randomUUID(), userId: member.id, expiresAt: new Date(Date.now() + 60_000) },
      }),
    );
    const slug = await workspace.transact(
      async ({ db, workspaceId }) => (await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } })).slug,
    );
    const asked = {
      sessionId,
      userId: member.id,
      workspaceId: workspace.id,
      slug,
      permission: "workspace:read",
    } as const;
    return { workspace, member, asked };
  }

  it("a member who is signed in", async () => {
    const { asked } = await watcher();
    expect(await mayStay(asked)).toBe(true);
  });

  it("nobody who was removed", async () => {
    const { workspace, member, asked } = await watcher();
    await workspace.transact(({ db, workspaceId }) =>
      db.membership.delete({ where: { workspaceId_userId: { workspaceId, userId: member.id } } }),
    );
    expect(await mayStay(asked)).toBe(false);
  });

  it("nobody whose sign-in ended elsewhere", async () => {
    const { asked } = await watcher();
    await withAccount(null, ({ db }) =>
      db.loginSession.update({ where: { id: asked.sessionId }, data: { revokedAt: new Date() } }),
    );
    expect(await mayStay(asked)).toBe(false);
  });

  it("nobody in a workspace that the operator closed, and nobody without the permission", async () => {
    const { workspace, asked } = await watcher();
    expect(await mayStay({ ...asked, permission: "team:manage" })).toBe(false);
    await workspace.transact(({ db, workspaceId }) =>
      db.workspace.update({ where: { id: workspaceId }, data: { suspendedAt: new Date() } }),
    );
    expect(await mayStay(asked)).toBe(false);
  });
});
