import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseKeyring } from "#lib/infra/crypto/keyring";
import { EnvError } from "#lib/infra/env";

const base64 = (bytes: Buffer) => bytes.toString("base64");
const good = base64(randomBytes(32));

describe("R-023 a keyring that is not fit stops the start", () => {
  it.each([
    ["nothing", ""],
    ["no id", good],
    ["an empty id", `:${good}`],
    ["an id of odd characters", `a b:${good}`],
    ["too long an id", `${"a".repeat(33)}:${good}`],
    ["a short key", `a:${base64(randomBytes(31))}`],
    ["a long key", `a:${base64(randomBytes(33))}`],
    ["text that is no base64", "a:%%%%"],
    ["a trailing part", `a:${good}:b`],
    ["the same id twice", `a:${good},a:${base64(randomBytes(32))}`],
    ["a repeated byte", `a:${base64(Buffer.alloc(32, 7))}`],
    ["zeros", `a:${base64(Buffer.alloc(32))}`],
    ["a counter", `a:${base64(Buffer.from(Array.from({ length: 32 }, (_, index) => index)))}`],
    ["two alternating bytes", `a:${base64(Buffer.from(Array.from({ length: 32 }, (_, index) => (index % 2) * 99)))}`],
    ["readable text", `a:${base64(Buffer.from("correct horse battery staple 123"))}`],
  ])("refuses %s", (_, text) => {
    expect(() => parseKeyring(text)).toThrow(EnvError);
  });

  it("refuses a key that is the login secret too, in either spelling", () => {
    expect(() => parseKeyring(`a:${good}`, [good])).toThrow("also used as another secret");
    const bytes = randomBytes(32).map((byte) => byte & 0x7f);
    expect(() => parseKeyring(`a:${base64(Buffer.from(bytes))}`, [Buffer.from(bytes).toString("latin1")])).toThrow(
      EnvError,
    );
  });

  it("never says what the key is", () => {
    const weak = base64(Buffer.alloc(32, 7));
    expect(() => parseKeyring(`a:${weak}`)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(weak) }),
    );
  });

  it("takes random keys, always: none of 2,000 is called weak", () => {
    for (let index = 0; index < 2_000; index += 1)
      expect(() => parseKeyring(`k:${base64(randomBytes(32))}`)).not.toThrow();
  });

  it("seals with the first and finds each by its id", () => {
    const ring = parseKeyring(`new:${good}, old:${base64(randomBytes(32))}`);
    expect(ring.primary.id).toBe("new");
    expect(ring.find("old")?.id).toBe("old");
    expect(ring.find("other")).toBeUndefined();
  });
});
