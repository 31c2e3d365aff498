import { describe, expect, it } from "vitest";
import { databaseMs, troubleMs } from "./backoff.ts";
import { type Piece, Rounds } from "./rounds.ts";

/** Work that is finished by hand, so that a test decides what happens when. */
function yard(pieces: Readonly<Record<string, number>>, slots: number) {
  const left = new Map(Object.entries(pieces));
  const taken: string[] = [];
  const open: (() => void)[] = [];
  const looks: string[] = [];
  const stopping = new AbortController();
  const rounds = new Rounds({
    ...{ name: "yard", slots, stopping: stopping.signal, retryMs: 1 },
    nextMs: async () => null,
    look: async (workspaceId) => void looks.push(workspaceId),
    async find(workspaceId): Promise<Piece | null> {
      const count = left.get(workspaceId) ?? 0;
      if (count === 0) return null;
      left.set(workspaceId, count - 1);
      taken.push(workspaceId);
      return () => new Promise((done) => open.push(done));
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { rounds, taken, looks, stopping, settle, finish: () => open.shift()?.(), open };
}

describe("Rounds", () => {
  it("gives every workspace its turn, whatever the others have", async () => {
    const { rounds, taken, settle, finish } = yard({ large: 100, small: 2 }, 2);
    rounds.wake("large");
    await settle();
    rounds.wake("small");
    for (let n = 0; n < 6; n += 1) {
      finish();
      await settle();
    }
    expect(taken.slice(2, 7).filter((name) => name === "small")).toHaveLength(2);
  });

  it("works on several pieces of one workspace at once, and on no more than it has slots", async () => {
    const { rounds, open, settle } = yard({ only: 10 }, 3);
    rounds.wake("only");
    await settle();
    expect(open).toHaveLength(3);
  });

  it("looks again when the last piece is done, because it may have been the last of something", async () => {
    const { rounds, looks, settle, finish } = yard({ only: 1 }, 2);
    rounds.wake("only");
    await settle();
    expect(looks).toEqual(["only"]);
    finish();
    await settle();
    expect(looks).toEqual(["only", "only"]);
  });

  it("begins nothing new once it is told to stop, and ends when what is under way has ended", async () => {
    const { rounds, taken, stopping, settle, finish } = yard({ only: 10 }, 1);
    rounds.wake("only");
    await settle();
    stopping.abort();
    const drained = rounds.drain();
    finish();
    await drained;
    rounds.wake("only");
    await settle();
    expect(taken).toHaveLength(1);
  });
});

describe("waits", () => {
  it("double from 5 s to 10 min, between half and whole", () => {
    expect([1, 2, 3].map((failures) => troubleMs(failures, 1))).toEqual([5_000, 10_000, 20_000]);
    expect(troubleMs(50, 1)).toBe(600_000);
    expect(troubleMs(1, 0)).toBe(2_500);
  });

  it("for the database stay short", () => {
    expect(databaseMs(0, 1)).toBe(50);
    expect(databaseMs(40, 1)).toBe(2_000);
  });
});
