import { describe, expect, it } from "vitest";
import { readPastedNumbers } from "./pasted-numbers.ts";
import { ConsentFilter, RecordInput, ReleaseInput, SuppressInput } from "./schema.ts";

const paste = {
  ...{ by: "numbers", numbers: "0532 123 45 67", source: "store", givenOn: "2026-10-05", proof: "Kasada imzalı form" },
};

describe("readPastedNumbers", () => {
  it("reads numbers and names every entry that is none, by its line", () => {
    const read = readPastedNumbers("0532 123 45 67 Ayşe\n\nali\n+49 30 123456, 0212 555 66 77\r\n905321234567;0533");
    expect(read).toEqual({
      entries: 6,
      numbers: [905321234567],
      repeated: 1,
      unread: [
        { line: 3, reason: "invalid.letters", raw: "ali" },
        { line: 4, reason: "foreign", raw: "+49 30 123456" },
        { line: 4, reason: "landline", raw: "0212 555 66 77" },
        { line: 5, reason: "invalid.too_short", raw: "0533" },
      ],
    });
  });
});

describe("the inputs", () => {
  it("take a paste, or a list of the workspace", () => {
    expect(RecordInput.parse(paste)).toMatchObject({ by: "numbers", numbers: { numbers: [905321234567] } });
    const { numbers, ...rest } = paste;
    expect(RecordInput.safeParse({ ...rest, by: "list", importId: "imp_0000000000000000000001" }).success).toBe(true);
    expect(RecordInput.safeParse({ ...paste, by: "list", importId: numbers }).success).toBe(false);
  });

  it.each([
    ["an unknown source", { source: "friend" }],
    ["no day", { givenOn: "" }],
    ["a day that is none", { givenOn: "2026-02-30" }],
    ["a slip of the year", { givenOn: "0206-10-05" }],
    ["a proof that says nothing", { proof: " x " }],
    ["a proof beyond the limit", { proof: "x".repeat(501) }],
    ["a character the database cannot keep", { proof: "for\0m" }],
    ["a key that is not known", { status: "granted" }],
    ["nobody", { numbers: " \n " }],
    ["a list beside the numbers", { importId: "imp_0000000000000000000001" }],
  ])("refuse %s", (_, change) => {
    expect(RecordInput.safeParse({ ...paste, ...change }).success).toBe(false);
  });

  it("take ten thousand numbers at a time and say how many there were", () => {
    const many = (count: number) => Array.from({ length: count }, (__, at) => String(905_320_000_000 + at)).join("\n");
    expect(SuppressInput.safeParse({ by: "numbers", numbers: many(10_000), reason: "İstedi" }).success).toBe(true);
    const issue = SuppressInput.safeParse({ by: "numbers", numbers: many(10_001), reason: "İstedi" }).error?.issues[0];
    expect(issue).toMatchObject({
      path: ["numbers"],
      message: "consent.too_many_numbers",
      params: { count: 10_001, limit: 10_000 },
    });
  });

  it("release one number, with a reason", () => {
    expect(ReleaseInput.parse({ msisdn: "905321234567", reason: "Yanlış numara" }).msisdn).toBe(905321234567n);
    expect(ReleaseInput.safeParse({ msisdn: "905321234567", reason: "" }).success).toBe(false);
    expect(ReleaseInput.safeParse({ msisdn: "1 OR 1=1", reason: "Yanlış numara" }).success).toBe(false);
  });

  it("read an address whatever stands in it", () => {
    expect(ConsentFilter.parse({ tab: "x", status: ["a"], number: "1".repeat(99), after: "" })).toEqual({
      tab: "consents",
    });
  });
});
