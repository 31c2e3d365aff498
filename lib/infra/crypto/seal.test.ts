import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { SealError } from "#lib/infra/crypto/aead";
import { type Keyring, parseKeyring } from "#lib/infra/crypto/keyring";
import { open, type SealPlace, type SealPurpose, seal, sealedKeyId } from "#lib/infra/crypto/seal";
import { Secret } from "#lib/infra/crypto/secret";

const entry = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const first = entry("2026-11");
const second = entry("2027-02");
const ring = parseKeyring(first);
const place: SealPlace = {
  purpose: "connection",
  workspaceId: "01890a5d-ac96-774b-bcce-b302099a8057",
  rowId: "01890a5d-ac96-774b-bcce-b302099a8058",
};
const secret = new Secret("iltz_test_çok_gizli");
const NONCE_BYTES = 24;

/** The nonce of a record: after format, length and key id. */
function nonceOf(sealed: Uint8Array): Buffer {
  const start = 2 + sealedKeyId(sealed).length;
  return Buffer.from(sealed.subarray(start, start + NONCE_BYTES));
}

function fails(keyring: Keyring, at: SealPlace, sealed: Uint8Array): void {
  expect(() => open(keyring, at, sealed)).toThrow(SealError);
}

describe("R-020 a sealed record opens only where it was put", () => {
  it("opens at its own place", () => {
    expect(open(ring, place, seal(ring, place, secret)).reveal()).toBe(secret.reveal());
  });

  it("does not open in another row, workspace or purpose", () => {
    const sealed = seal(ring, place, secret);
    fails(ring, { ...place, rowId: "01890a5d-ac96-774b-bcce-b302099a8059" }, sealed);
    fails(ring, { ...place, workspaceId: place.rowId }, sealed);
    fails(ring, { ...place, workspaceId: place.rowId, rowId: place.workspaceId }, sealed);
    for (const purpose of ["revocation", "connect", "test-number"] satisfies SealPurpose[])
      fails(ring, { ...place, purpose }, sealed);
  });

  it("keeps the parts of the place apart, so that one cannot borrow a character of the next", () => {
    const sealed = seal(ring, { ...place, workspaceId: "ab", rowId: "c" }, secret);
    fails(ring, { ...place, workspaceId: "a", rowId: "bc" }, sealed);
  });

  it("refuses an empty part: the wrapper takes '', null and undefined for the same associated data", () => {
    expect(() => seal(ring, { ...place, rowId: "" }, secret)).toThrow(SealError);
    fails(ring, { ...place, workspaceId: "" }, seal(ring, place, secret));
  });

  it("does not open after any single byte was changed, or when it is cut short", () => {
    const sealed = seal(ring, place, secret);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Uint8Array.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      fails(ring, place, changed);
    }
    for (const length of [0, 1, 2, 10, sealed.length - 1]) fails(ring, place, sealed.subarray(0, length));
  });

  it("R-022 names its key: an older key opens what it sealed, an unknown one nothing, and no other is tried", () => {
    const sealed = seal(ring, place, secret);
    const rotated = parseKeyring(`${second},${first}`);
    expect(sealedKeyId(sealed)).toBe("2026-11");
    expect(open(rotated, place, sealed).reveal()).toBe(secret.reveal());
    expect(sealedKeyId(seal(rotated, place, secret))).toBe("2027-02");
    fails(parseKeyring(second), place, sealed);
    const renamed = parseKeyring(`2026-11:${second.split(":")[1]}`);
    fails(renamed, place, sealed);
  });

  it("says nothing of the secret or the reason when it fails", () => {
    try {
      open(parseKeyring(second), place, seal(ring, place, secret));
      expect.unreachable();
    } catch (error) {
      expect(String(error)).toBe("Error: a sealed record did not open");
    }
  });
});

describe("R-021 nonces", () => {
  it("100,000 records of the same secret: no nonce twice, no record equal to another", () => {
    const nonces = new Set<string>();
    const records = new Set<string>();
    for (let index = 0; index < 100_000; index += 1) {
      const sealed = seal(ring, place, secret);
      nonces.add(nonceOf(sealed).toString("latin1"));
      records.add(Buffer.from(sealed).toString("latin1"));
    }
    expect(nonces.size).toBe(100_000);
    expect(records.size).toBe(100_000);
  }, 60_000);

  it("come from the library's generator, nowhere from the code", () => {
    const source = readFileSync(new URL("aead.ts", import.meta.url), "utf8");
    expect(source.match(/const nonce = .*/g)).toEqual(["const nonce = sodium.randombytes_buf(NONCE_BYTES);"]);
  });
});

describe("Secret", () => {
  it("R-025, R-142 prints as [secret] wherever it slips", () => {
    const holder = { key: secret, list: [secret] };
    for (const text of [
      `${secret}`,
      JSON.stringify(holder),
      inspect(holder),
      inspect(secret, { showHidden: true, depth: 9 }),
    ]) {
      expect(text).toContain("[secret]");
      expect(text).not.toContain("gizli");
    }
    expect(Object.keys(secret)).toEqual([]);
  });
});
