import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keep, type Running } from "./keep.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Fake extends Running {
  crash(): void;
}

function fake(): Fake {
  let crash = () => {};
  const ended = new Promise<string>((tell) => {
    crash = () => tell("exit code 1");
  });
  return { ended, crash, stop: async () => crash() };
}

function setUp() {
  const started: Fake[] = [];
  const said: string[] = [];
  const givenUp: string[] = [];
  const start = async () => {
    const next = fake();
    started.push(next);
    return next;
  };
  const options = { name: "worker", logPath: "worker.log", start, onChange: () => {} };
  const say = (sentence: string) => said.push(sentence);
  const onGivenUp = (sentence: string) => givenUp.push(sentence);
  return { started, said, givenUp, run: () => keep({ ...options, say, onGivenUp }) };
}

it("what ends by itself is started again, and somebody is told", async () => {
  const { started, said, givenUp, run } = setUp();
  await run();
  started[0]?.crash();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(started).toHaveLength(2);
  expect(said).toEqual([expect.stringContaining("worker ended by itself (exit code 1)")]);
  expect(givenUp).toEqual([]);
});

it("the fifth time within a minute is the last", async () => {
  const { started, givenUp, run } = setUp();
  await run();
  for (let crash = 0; crash < 5; crash += 1) {
    started.at(-1)?.crash();
    await vi.advanceTimersByTimeAsync(5_000);
  }
  expect(started).toHaveLength(5);
  expect(givenUp).toEqual([expect.stringMatching(/^worker ended 5 times within a minute/)]);
});

it("five times in a day are no reason to give up", async () => {
  const { started, givenUp, run } = setUp();
  await run();
  for (let crash = 0; crash < 6; crash += 1) {
    started.at(-1)?.crash();
    await vi.advanceTimersByTimeAsync(120_000);
  }
  expect(started).toHaveLength(7);
  expect(givenUp).toEqual([]);
});

it("what was stopped stays stopped", async () => {
  const { started, said, run } = setUp();
  const keeper = await run();
  await keeper.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(started).toHaveLength(1);
  expect(said).toEqual([]);
});
