import { describe, expect, it } from "vitest";
import { contactLimits } from "./contact.ts";
import { differingFields, type MergedContact, mergeContacts, stricterWord } from "./merge.ts";

const kept: MergedContact = {
  name: "Ayşe",
  tags: ["VIP"],
  fields: { Şehir: "İzmir", Not: "sabah arayın" },
  listType: null,
};
const gone: MergedContact = {
  name: "Ayşe Işık",
  tags: ["vip", "Yeni"],
  fields: { Şehir: "Muğla", Doğum: "1990" },
  listType: "merchant",
};
const none = { name: "kept", listType: "kept", fields: [] } as const;

describe("two contacts of one person", () => {
  it("differ only in what both say", () => {
    expect([...differingFields(kept, gone)]).toEqual([["Şehir", { kept: "İzmir", gone: "Muğla" }]]);
  });

  it("fill what the other leaves empty, add up their tags, and lose nothing that was not chosen away", () => {
    expect(mergeContacts(kept, gone, none)).toEqual({
      name: "Ayşe",
      tags: ["VIP", "Yeni"],
      fields: { Şehir: "İzmir", Not: "sabah arayın", Doğum: "1990" },
      listType: "merchant",
    });
    expect(mergeContacts({ ...kept, name: "" }, gone, none).name).toBe("Ayşe Işık");
    expect(mergeContacts(kept, { ...gone, name: "", listType: null }, { ...none, name: "gone" }).name).toBe("Ayşe");
  });

  it("take what was chosen from the one that goes", () => {
    const merged = mergeContacts({ ...kept, listType: "individual" }, gone, {
      name: "gone",
      listType: "gone",
      fields: ["Şehir", "Yok"],
    });
    expect(merged).toMatchObject({ name: "Ayşe Işık", fields: { Şehir: "Muğla" }, listType: "merchant" });
    expect(Object.keys(merged.fields)).not.toContain("Yok");
  });

  it("keep to what a contact can hold", () => {
    const many = (from: number) => Array.from({ length: contactLimits.tags }, (_, n) => `t${from + n}`);
    const fields = (from: number) => Object.fromEntries(many(from).map((name) => [name, "x"]));
    const merged = mergeContacts(
      { ...kept, tags: many(0), fields: fields(0) },
      { ...gone, tags: many(90), fields: fields(90) },
      none,
    );
    expect(merged.tags).toEqual(many(0));
    expect(Object.keys(merged.fields)).toHaveLength(contactLimits.fields);
    // What the one that stays says is never what is cut.
    expect(merged.fields).toMatchObject(fields(0));
  });

  it("stand by the stricter word, and a consent never moves", () => {
    const word = (consent: "granted" | "refused" | null, isSuppressed = false) => ({ consent, isSuppressed });
    expect(stricterWord(word("granted"), word("refused"))).toEqual({ isRefused: true, isSuppressed: false });
    expect(stricterWord(word(null), word(null, true))).toEqual({ isRefused: false, isSuppressed: true });
    expect(stricterWord(word("refused", true), word("granted"))).toEqual({ isRefused: false, isSuppressed: false });
    expect(stricterWord(word(null), word("granted"))).toEqual({ isRefused: false, isSuppressed: false });
  });
});
