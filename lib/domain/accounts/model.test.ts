import { describe, expect, it } from "vitest";
import { parseEmail } from "#lib/domain/accounts/model";

// Guards R-046: a crafted spelling is refused or lands on the one account it names, never on a second one.
describe("parseEmail maps every spelling of one mailbox to one account", () => {
  it.each([
    ["owner@ornek.com", "owner@ornek.com"],
    ["  Owner@ORNEK.com ", "owner@ornek.com"],
    ["ｏｗｎｅｒ@ornek.com", "owner@ornek.com"],
    ["owner@ｏｒｎｅｋ.com", "owner@ornek.com"],
    ["ad.soyad+kampanya@alt.ornek.com.tr", "ad.soyad+kampanya@alt.ornek.com.tr"],
    ["o'neil@ornek.com", "o'neil@ornek.com"],
    ["owner@dükkan.com", "owner@xn--dkkan-kva.com"],
    ["owner@xn--dkkan-kva.com", "owner@xn--dkkan-kva.com"],
    [`${"a".repeat(64)}@ornek.com`, `${"a".repeat(64)}@ornek.com`],
  ])("%s", (typed, normal) => {
    expect(parseEmail(typed)).toBe(normal);
  });
});

describe("parseEmail refuses what mail systems read differently", () => {
  it.each([
    ["nothing", ""],
    ["no at sign", "owner.ornek.com"],
    ["two at signs", "owner@evil.example@ornek.com"],
    ["a full-width at sign", "owner＠ornek.com"],
    ["a full-width at sign beside a real one", "owner＠evil.example@ornek.com"],
    ["a small at sign", "owner﹫ornek.com"],
    ["a quoted local part", '"owner@evil.example"@ornek.com'],
    ["a quote", 'own"er@ornek.com'],
    ["a comment", "owner(x)@ornek.com"],
    ["a display name", "Owner <owner@ornek.com>"],
    ["two addresses", "owner@ornek.com,evil@evil.example"],
    ["two addresses with a semicolon", "owner@ornek.com;evil@evil.example"],
    ["a line break", "owner@ornek.com\r\nBcc: evil@evil.example"],
    ["a line break in the middle", "own\ner@ornek.com"],
    ["a NUL", "owner\u0000@ornek.com"],
    ["a delete sign", "owner\u007F@ornek.com"],
    ["a blank", "own er@ornek.com"],
    ["a zero-width blank", "own\u200Ber@ornek.com"],
    ["a right-to-left mark", "\u202Eowner@ornek.com"],
    ["a Cyrillic o", "оwner@ornek.com"],
    ["a source route", "owner%evil.example@ornek.com"],
    ["a bang path", "evil.example!owner@ornek.com"],
    ["a backslash", "own\\er@ornek.com"],
    ["a dot at the start", ".owner@ornek.com"],
    ["two dots", "ow..ner@ornek.com"],
    ["a dot at the end", "owner.@ornek.com"],
    ["no dot in the domain", "owner@localhost"],
    ["an address for a domain", "owner@127.0.0.1"],
    ["an address in brackets", "owner@[127.0.0.1]"],
    ["a number that is an address", "owner@2130706433"],
    ["an ideographic dot", "owner@ornek。com"],
    ["a port", "owner@ornek.com:25"],
    ["a path", "owner@ornek.com/x"],
    ["a percent sign in the domain", "owner@ornek%2ecom"],
    ["a hyphen at the end of a label", "owner@ornek-.com"],
    ["a dot at the end of the domain", "owner@ornek.com."],
    ["a lone surrogate", "owner\uD800@ornek.com"],
    ["a local part of 65", `${"a".repeat(65)}@ornek.com`],
    ["an address of 255", `owner@${"a.".repeat(122)}com.tr`],
  ])("%s", (_, typed) => {
    expect(parseEmail(typed)).toBeNull();
  });
});
