import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { ConnectKeyInput } from "#lib/domain/connections/schema";
import { ContactChoice, ContactFilter } from "#lib/domain/contacts/schema";
import { toPublicId } from "#lib/domain/ids";
import { ReplyInput } from "#lib/domain/inbox/schema";
import { UserListInput } from "#lib/domain/instance/schema";
import { MessageFilter } from "#lib/domain/messages/schema";
import { codeMark } from "#lib/domain/otp/model";
import { ProfileInput } from "#lib/domain/otp/schema";
import { SaveViewInput } from "#lib/domain/reports/schema";
import { isStorable } from "#lib/domain/storable";
import { CreateTemplateInput } from "#lib/domain/templates/schema";

const ID = "0199a3c0-1111-7000-8000-000000000001";

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

  it.each(["a\0b", "a\ud800b"])("is refused by every form that keeps what was typed: %j", (typed) => {
    const problemsOf = (schema: z.ZodType, form: object) =>
      schema.safeParse(form).error?.issues.map(({ path }) => path[0]);
    expect(problemsOf(SaveViewInput, { name: typed, query: "" })).toEqual(["name"]);
    expect(problemsOf(ReplyInput, { person: "p", text: typed })).toEqual(["text"]);
    expect(problemsOf(ConnectKeyInput, { provider: "turkeysms", key: "k", name: typed })).toEqual(["name"]);
    expect(problemsOf(CreateTemplateInput, { name: typed, kind: "commercial", text: typed })).toEqual(["name", "text"]);
    const numbers = { digits: 4, lifetimeMinutes: 1, hourly: 1 };
    const profile = { name: typed, text: `${typed} ${codeMark}`, language: "tr", senderId: toPublicId("sender", ID) };
    expect(problemsOf(ProfileInput, { ...numbers, ...profile })).toEqual(["name", "text"]);
  });
});
