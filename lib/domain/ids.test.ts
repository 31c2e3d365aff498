import { describe, expect, it } from "vitest";
import { parsePublicId, toPublicId } from "./ids.ts";

const nil = "00000000-0000-0000-0000-000000000000";
const max = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const someday = "0198f3a2-7c1e-7b4d-9a55-3c2d1e0f4a6b";

describe("public ids", () => {
  it.each([nil, max, someday, "80000000-0000-0000-0000-000000000001"])("reads %s back unchanged", (uuid) => {
    expect(parsePublicId("campaign", toPublicId("campaign", uuid))).toBe(uuid);
  });

  it("writes the known ends of the range", () => {
    expect(toPublicId("message", nil)).toBe(`msg_${"0".repeat(22)}`);
    expect(toPublicId("message", max)).toBe("msg_7n42DGM5Tflk9n8mt7Fhc7");
  });

  it("gives every noun its own prefix", () => {
    const nouns = ["campaign", "message", "connection", "contact", "import", "sender"] as const;
    const ids = nouns.map((noun) => toPublicId(noun, someday));
    expect(ids.map((id) => id.slice(0, 4))).toEqual(["cmp_", "msg_", "con_", "cnt_", "imp_", "snd_"]);
  });

  it("keeps the order of UUIDv7, so a list sorted by public id is sorted by time", () => {
    const uuids = Array.from(
      { length: 64 },
      (_, n) => `0198${(n * 1021).toString(16).padStart(4, "0")}${someday.slice(8)}`,
    );
    const ids = uuids.map((uuid) => toPublicId("contact", uuid));
    for (const [n, id] of ids.slice(1).entries()) expect(id > (ids[n] ?? "")).toBe(true);
  });

  it("accepts upper case UUIDs and answers in lower case", () => {
    expect(parsePublicId("sender", toPublicId("sender", someday.toUpperCase()))).toBe(someday);
  });

  it.each([
    "",
    "cmp_",
    someday,
    "msg_0000000000000000000000",
    "cmp_000000000000000000000",
    "cmp_00000000000000000000000",
    "cmp_000000000000000000000-",
    "cmp_00000000000000000000ş0",
    "CMP_0000000000000000000000",
    " cmp_000000000000000000000",
    "cmp_7n42DGM5Tflk9n8mt7Fhc8",
    "cmp_zzzzzzzzzzzzzzzzzzzzzz",
  ])("refuses %j", (text) => {
    expect(parsePublicId("campaign", text)).toBeNull();
  });

  it("refuses to write what is not a UUID", () => {
    expect(() => toPublicId("campaign", "42")).toThrow("not a UUID");
  });
});
