import { expect, it } from "vitest";
import { unusualRange } from "./unusual-numbers.ts";

const range = (people: number, known = 0, prefix = "53121") => ({ prefix, people, known });

// 500 numbers in one unusual prefix hold the campaign for a person.
it.each([
  ["500 of a range nobody has written to", [range(500)], 100_000, "53121"],
  ["a tenth of a small campaign", [range(20)], 200, "53121"],
  ["the largest of two", [range(120), range(300, 0, "88212")], 1_000, "88212"],
  ["many more than are known", [range(500, 100)], 1_000, "53121"],
  ["a few among many", [range(99)], 100_000, null],
  ["very few of a small campaign", [range(19)], 40, null],
  ["customers of old", [range(500, 130)], 1_000, null],
  ["nobody abroad", [], 1_000, null],
])("asks about %s as it should", (_, ranges, people, expected) => {
  expect(unusualRange(ranges, people)?.prefix ?? null).toBe(expected);
});
