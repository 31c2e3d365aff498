import { expect, it } from "vitest";
import type { HookPlace } from "#lib/gate/job";
import { Hooks } from "./hooks.ts";

const hashOf = (n: number) => Uint8Array.of(n >> 8, n & 255);
const hookOf = ({ workspaceId, connectionId }: HookPlace) => ({
  ...{ workspaceId, connectionId, provider: "iletimerkezi", waiting: 0 },
});

it("R-070, R-075 a thousand forged addresses at once are a few questions, and the good one among them is found", async () => {
  const asked: number[] = [];
  const hooks = new Hooks(
    async (hashes) => {
      asked.push(hashes.length);
      return hashes.map(([high, low]) => (high === 1 && low === 2 ? { workspaceId: "w", connectionId: "c" } : null));
    },
    async (place) => hookOf(place),
  );
  const found = await Promise.all(Array.from({ length: 1_200 }, (_, n) => hooks.find(hashOf(n))));
  expect(asked.length).toBeLessThanOrEqual(3);
  expect(asked.reduce((sum, n) => sum + n)).toBe(1_200);
  expect(found.flatMap((hook, n) => (hook === null ? [] : [[n, hook.connectionId]]))).toEqual([[258, "c"]]);
});

it("asks again for what could not be asked, and of nobody else's account", async () => {
  let fails = true;
  const hooks = new Hooks(
    async (hashes) => {
      if (fails) throw new Error("away");
      return hashes.map(() => ({ workspaceId: "w", connectionId: "c" }));
    },
    async (place) => hookOf(place),
  );
  const both = await Promise.allSettled([hooks.find(hashOf(1)), hooks.find(hashOf(2))]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  fails = false;
  expect(await hooks.find(hashOf(1))).toMatchObject({ connectionId: "c" });
});
