import { describe, expect, it } from "vitest";
import { outcomePath } from "#lib/domain/connections/outcomes";
import { safeReturnPath } from "#lib/domain/connections/return-path";

const home = "/w/ihlamur/connections";

describe("R-005 the way back is a page of this workspace", () => {
  it.each(["/w/ihlamur", "/w/ihlamur/campaigns/cmp_1/edit", "/w/ihlamur/senders?page=2", home])("takes %s", (wish) => {
    expect(safeReturnPath(wish, "ihlamur")).toBe(wish);
  });

  it.each([
    "",
    "w/ihlamur",
    "//evil.example/w/ihlamur",
    "///evil.example/w/ihlamur",
    "/\\evil.example/w/ihlamur",
    "/w/ihlamur/\\\\evil.example",
    "\\\\evil.example",
    "https://evil.example/w/ihlamur",
    "https:evil.example/w/ihlamur",
    "http://here.invalid/w/ihlamur",
    "javascript:alert(1)",
    "data:text/html,x",
    " /w/ihlamur",
    "/w/ihlamur\n//evil.example",
    "/\t/evil.example",
    "/w/ihlamur/%0d%0aLocation:%20https://evil.example\r\n",
    "/w/ihlamur/%2f%2fevil.example",
    "/w/ihlamur/%5cevil.example",
    "/w/ihlamur//evil.example",
    "/w/ihlamur/../../evil",
    "/w/ihlamur/../baska/campaigns",
    "/w/ihlamur/./../baska",
    "/w/ihlamurlar",
    "/w/baska/campaigns",
    "/w/%69hlamur",
    "/api/auth/signout",
    "/w/ıhlamur",
    "/@evil.example",
    `/w/ihlamur/${"a".repeat(600)}`,
  ])("turns %j into the page of connections", (wish) => {
    expect(safeReturnPath(wish, "ihlamur")).toBe(home);
  });

  it("drops the fragment, and parses to what it was checked as", () => {
    expect(safeReturnPath("/w/ihlamur/campaigns#//evil.example", "ihlamur")).toBe("/w/ihlamur/campaigns");
    expect(safeReturnPath("/w/ihlamur/a/../campaigns", "ihlamur")).toBe("/w/ihlamur/campaigns");
  });
});

describe("outcomePath", () => {
  it("goes back where the person was only when all is well", () => {
    expect(outcomePath("ihlamur", "connected", "/w/ihlamur")).toBe("/w/ihlamur");
    expect(outcomePath("ihlamur", "connected", home)).toBe(`${home}?outcome=connected`);
    expect(outcomePath("ihlamur", "denied", "/w/ihlamur")).toBe(`${home}?outcome=denied`);
    expect(outcomePath("ihlamur", "confirm_account", "/w/ihlamur")).toBe(`${home}?outcome=confirm_account`);
  });
});
