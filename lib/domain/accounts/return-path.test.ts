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
    ["/w/ihlamur-ev/campaigns?state=done&page=2#top", "/w/ihlamur-ev/campaigns?state=done&page=2#top"],
    ["/w/ihlamur-ev/../baska", "/w/baska"],
    ["/account", "/account"],
    ["/w/x?next=https://evil.example", "/w/x?next=https://evil.example"],
    ["/@evil.example", "/@evil.example"],
    ["/%2f%2fevil.example", "/%2f%2fevil.example"],
    ["/%5cevil.example", "/%5cevil.example"],
    ["/w/şube", "/w/%C5%9Fube"],
  ])("follows %s", (raw, path) => {
    expect(safeReturnPath(raw, fallback)).toBe(path);
  });

  it("never leaves the site, whatever it answers", () => {
    for (const raw of [...hostile, ...hostile.map((text) => `/${text}`), ...hostile.map((text) => `/w/${text}`)]) {
      expect(new URL(safeReturnPath(raw, fallback), ours).origin).toBe(ours);
    }
  });
});
