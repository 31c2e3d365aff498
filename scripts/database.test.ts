import { expect, it } from "vitest";
import { planDatabase } from "./database.ts";

const A = "postgresql://app:x@db/tellal";
const L = "postgresql://loader:x@db/tellal";
const O = "postgresql://owner:x@db/tellal";
const plan = (settings: Record<string, string>) => planDatabase({ NODE_ENV: "test", ...settings });

it("without a setting the embedded server is used", () => {
  expect(plan({})).toEqual({ kind: "embedded" });
  expect(plan({ DATABASE_URL: "" })).toEqual({ kind: "embedded" });
});

it("a lone address is the owner's, and the other roles follow", () => {
  expect(plan({ DATABASE_URL: O })).toEqual({ kind: "own roles", ownerUrl: O });
  expect(plan({ DATABASE_OWNER_URL: O })).toEqual({ kind: "own roles", ownerUrl: O });
});

it("three addresses are taken as they are", () => {
  expect(plan({ DATABASE_URL: A, DATABASE_LOADER_URL: L, DATABASE_OWNER_URL: O })).toEqual({
    kind: "given roles",
    addresses: { appUrl: A, loaderUrl: L, ownerUrl: O },
  });
});

// A guess here could run the product as the owner of the tables, whom no policy holds.
it.each([
  [{ DATABASE_LOADER_URL: L }],
  [{ DATABASE_URL: A, DATABASE_LOADER_URL: L }],
  [{ DATABASE_URL: A, DATABASE_OWNER_URL: O }],
])("two of three are refused: %o", (settings) => {
  expect(() => plan(settings)).toThrow(/belong together/);
});

it.each(["mysql://root@db/tellal", "db:5432"])("%s is not an address of PostgreSQL", (address) => {
  expect(() => plan({ DATABASE_URL: address })).toThrow(/postgresql:\/\//);
});
