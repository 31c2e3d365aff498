import { describe, expect, it } from "vitest";
import { chooseLocale } from "#lib/i18n/locale";

describe("chooseLocale", () => {
  it.each([
    ["the cookie wins over the browser", "en", "tr-TR,tr;q=0.9", "en"],
    ["a cookie that is not a language of ours is ignored", "de", "en-GB", "en"],
    ["the heaviest wish wins, not the first", undefined, "en;q=0.4, tr;q=0.8", "tr"],
    ["an unknown language leaves the next wish", undefined, "de-DE,de;q=0.9,en;q=0.5", "en"],
    ["a refused language is never chosen", undefined, "en;q=0", "tr"],
    ["a weight that is not a number is not a wish", undefined, "en;q=high", "tr"],
    ["a browser that says nothing reads Turkish", undefined, null, "tr"],
    ["a path in the cookie reads Turkish", "../en", "", "tr"],
  ] as const)("%s", (_, cookie, header, expected) => {
    expect(chooseLocale(cookie, header)).toBe(expected);
  });
});
