import { expect, it } from "vitest";
import { Seldom } from "./seldom.ts";

it("R-075 a flood of the same thing is a line now and then, with how often it happened; another thing is said at once", () => {
  let now = 0;
  const said: [string, number][] = [];
  const seldom = new Seldom(() => now);
  const happen = (about: string) => seldom.say(about, (times) => said.push([about, times]));
  for (let n = 0; n < 5_000; n += 1) happen("one");
  happen("other");
  now = 10_000;
  happen("one");
  now = 60_000;
  happen("one");
  expect(said).toEqual([
    ["one", 1],
    ["other", 1],
    ["one", 5_000],
    ["one", 1],
  ]);
});
