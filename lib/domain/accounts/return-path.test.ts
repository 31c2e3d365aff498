import { describe, expect, it } from "vitest";
import { safeReturnPath } from "#lib/domain/accounts/return-path";

const fallback = "/w/ihlamur-ev";
const ours = "https://panel.ornek.com";

// Guards R-005: whatever a link carries, a browser that follows the answer stays with us.
const hostile = [
  "",
  "evil.example",
  "https://evil.example",
  "HTTPS://evil.example/",
  "//evil.example",
  "///evil.example",
  "////evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/ /evil.example",
  "/\u0000/evil.example",
  "/\u00A0/evil.example",
  "/\u2028/evil.example",
  "/.//evil.example",
  "/./\\evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "/%2f%2fevil.example",
  "/%5cevil.example",
  "/w/şube",
  "/a/%2e%2e//evil.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "http:evil.example",
  "https:/evil.example",
  "https:///evil.example",
  "mailto:x@evil.example",
  "@evil.example",
  ":80",
  "?next=/x",
  "#x",
  "w/ihlamur-ev",
  "./w",
  "../w",
  `/${"a".repeat(1_001)}`,
];

describe("safeReturnPath", () => {
  it.each(hostile)("falls back for %j", (raw) => {
    expect(safeReturnPath(raw, fallback)).toBe(fallback);
  });

  it.each([[undefined], [null], [42], [["/w/x"]], [{ toString: () => "/w/x" }]])(
    "falls back for %j, which is no text",
    (raw) => {
      expect(safeReturnPath(raw, fallback)).toBe(fallback);
    },
  );

  it.each([
    ["/", "/"],
    ["/w/ihlamur-ev/campaigns?state=done&page=2#top", "/w/ihlamur-ev/campaigns?state=done&page=2"],
    ["/w/ihlamur-ev/../baska", "/w/baska"],
    ["/account", "/account"],
    ["/w/x?next=https://evil.example", "/w/x?next=https://evil.example"],
    ["/@evil.example", "/@evil.example"],
    ["/w/%C5%9Fube", "/w/%C5%9Fube"],
  ])("follows %s", (raw, path) => {
    expect(safeReturnPath(raw, fallback)).toBe(path);
  });

  it("never leaves the site, whatever it answers", () => {
    for (const raw of [...hostile, ...hostile.map((text) => `/${text}`), ...hostile.map((text) => `/w/${text}`)]) {
      expect(new URL(safeReturnPath(raw, fallback), ours).origin).toBe(ours);
    }
  });
});

const home = "/w/ihlamur/connections";
const wayBack = (wish: string) => safeReturnPath(wish, home, "/w/ihlamur");

describe("R-005 the way back is a page of this workspace", () => {
  it.each(["/w/ihlamur", "/w/ihlamur/campaigns/cmp_1/edit", "/w/ihlamur/senders?page=2", home])("takes %s", (wish) => {
    expect(wayBack(wish)).toBe(wish);
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
    `/w/ihlamur/${"a".repeat(1_000)}`,
  ])("turns %j into the page of connections", (wish) => {
    expect(wayBack(wish)).toBe(home);
  });

  it("drops the fragment, and parses to what it was checked as", () => {
    expect(wayBack("/w/ihlamur/campaigns#//evil.example")).toBe("/w/ihlamur/campaigns");
    expect(wayBack("/w/ihlamur/a/../campaigns")).toBe("/w/ihlamur/campaigns");
  });
});
