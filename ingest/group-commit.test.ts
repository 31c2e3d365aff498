import { expect, it } from "vitest";
import { GroupCommit, TooManyWaiting } from "./group-commit.ts";

/** A write that ends when it is told to. */
function slowWrite() {
  const groups: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const write = (items: readonly number[]) => {
    groups.push(items);
    return new Promise<void>((done, failed) => {
      ends.push(() => (items.includes(13) ? failed(new Error("unlucky")) : done()));
    });
  };
  return { groups, ends, write };
}

const isItemsFault = (error: unknown) => error instanceof Error && error.message === "unlucky";
const turn = () => new Promise((next) => setImmediate(next));

it("writes the first at once and what came meanwhile together, and answers each after its own write", async () => {
  const { groups, ends, write } = slowWrite();
  const commit = new GroupCommit({ write, isItemsFault, most: 3, mostWaiting: 10 });
  const answered: number[] = [];
  for (const item of [1, 2, 3, 4, 5]) void commit.add(item).then(() => answered.push(item));
  expect(groups).toEqual([[1]]);
  ends[0]?.();
  await turn();
  expect(answered).toEqual([1]);
  expect(groups).toEqual([[1], [2, 3, 4]]);
  ends[1]?.();
  await turn();
  ends[2]?.();
  await commit.drained();
  expect(groups).toEqual([[1], [2, 3, 4], [5]]);
  expect(answered).toEqual([1, 2, 3, 4, 5]);
});

it("refuses what is more than may wait, and keeps what it took", async () => {
  const { ends, write } = slowWrite();
  const commit = new GroupCommit({ write, isItemsFault, most: 10, mostWaiting: 1 });
  const kept = [commit.add(1), commit.add(2)];
  await expect(commit.add(3)).rejects.toBeInstanceOf(TooManyWaiting);
  ends[0]?.();
  await turn();
  ends[1]?.();
  await expect(Promise.all(kept)).resolves.toHaveLength(2);
});

it("writes the others of a group when one of them cannot be written", async () => {
  const written: number[] = [];
  const commit = new GroupCommit({
    most: 10,
    mostWaiting: 10,
    isItemsFault,
    async write(items: readonly number[]) {
      await turn();
      if (items.includes(13)) throw new Error("unlucky");
      written.push(...items);
    },
  });
  const outcomes = await Promise.allSettled([commit.add(1), commit.add(2), commit.add(13), commit.add(4)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(written).toEqual([1, 2, 4]);
});

it("tries no item by itself when the database is away", async () => {
  let writes = 0;
  const write = async () => {
    writes += 1;
    await turn();
    throw new Error("away");
  };
  const commit = new GroupCommit({ write, isItemsFault, most: 10, mostWaiting: 10 });
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map((item) => commit.add(item)));
  expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
  expect(writes).toBe(2);
});
