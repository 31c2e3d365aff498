import { describe, expect, it } from "vitest";
import { ContactChoice, ContactFilter } from "#lib/domain/contacts/schema";
import { UserListInput } from "#lib/domain/instance/schema";
import { MessageFilter } from "#lib/domain/messages/schema";
import { isStorable } from "#lib/domain/storable";

// What the database cannot be asked for must not reach it: the page would fail where it only had nothing to show.
describe("a text that the database cannot keep", () => {
  it.each(["a\0b", "\0", "\ud800", "a\udc00"])("is told: %j", (text) => {
    expect(isStorable(text)).toBe(false);
  });

  it("is not one with letters, signs and pairs", () => {
    expect(isStorable("Şule 😀\n%_")).toBe(true);
  });

  it("is left out of every filter in an address", () => {
    expect(ContactFilter.parse({ search: "a\0", tag: "\0" })).toEqual({});
    expect(MessageFilter.parse({ number: "\0", sender: "A\0", code: "\ud800" })).toEqual({ view: "all" });
    expect(UserListInput.parse({ search: "a\0", after: null }).search).toBe("");
    expect(ContactChoice.safeParse({ search: "a\0" }).success).toBe(false);
  });
});
