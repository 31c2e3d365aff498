import { describe, expect, it } from "vitest";
import { outcomePath } from "#lib/domain/connections/outcomes";

const home = "/w/ihlamur/connections";

describe("outcomePath", () => {
  it("goes back where the person was only when all is well", () => {
    expect(outcomePath("ihlamur", "connected", "/w/ihlamur")).toBe("/w/ihlamur");
    expect(outcomePath("ihlamur", "connected", home)).toBe(`${home}?outcome=connected`);
    expect(outcomePath("ihlamur", "denied", "/w/ihlamur")).toBe(`${home}?outcome=denied`);
    expect(outcomePath("ihlamur", "confirm_account", "/w/ihlamur")).toBe(`${home}?outcome=confirm_account`);
  });
});
