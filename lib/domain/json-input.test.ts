import { expect, it } from "vitest";
import { z } from "zod";
import { jsonInput } from "./json-input.ts";

// A field is whatever somebody sends: text that is no JSON is an input that is not valid, never a failed request.
const days = jsonInput(20, z.strictObject({ days: z.number() }));

it("reads what the schema allows", () => {
  expect(days.parse('{"days":3}')).toEqual({ days: 3 });
});

it.each(["", "{", "{'days':3}", "null", '{"days":"3"}', '{"days":3,"more":1}', `{"days":${"1".repeat(20)}}`])(
  "refuses %j",
  (written) => {
    expect(days.safeParse(written).success).toBe(false);
  },
);
