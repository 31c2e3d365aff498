import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { AddressNotAllowedError, guardedLookup, mayCall } from "#lib/infra/public-address";

describe("mayCall", () => {
  it.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::a00:1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "ff02::1",
    "2001:db8::1",
    "2002:a00:1::",
    "not an address",
  ])("R-081 refuses %s", (address) => {
    expect(mayCall(address, false)).toBe(false);
  });

  it.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4017::200e"])(
    "allows %s",
    (address) => {
      expect(mayCall(address, false)).toBe(true);
    },
  );

  it("R-080 opens this machine, and nothing else private, to stand-in providers", () => {
    expect(["127.0.0.1", "127.8.8.8", "::1"].map((address) => mayCall(address, true))).toEqual([true, true, true]);
    expect(["10.0.0.1", "169.254.169.254", "fe80::1"].map((address) => mayCall(address, true))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe("guardedLookup", () => {
  it("R-081 refuses a name that resolves to this machine unless stand-ins are allowed", async () => {
    const strict = promisify(guardedLookup(false));
    await expect(strict("localhost", { all: true })).rejects.toBeInstanceOf(AddressNotAllowedError);
    await expect(strict("localhost", {})).rejects.toBeInstanceOf(AddressNotAllowedError);
    const open = promisify(guardedLookup(true));
    expect(await open("localhost", { all: true })).not.toEqual([]);
  });
});
