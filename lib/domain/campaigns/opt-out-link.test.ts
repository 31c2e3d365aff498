import { describe, expect, it } from "vitest";
import { namesOptOut } from "#lib/domain/campaigns/opt-out";
import {
  exampleOptOutAddress,
  isOptOutName,
  markOf,
  optOutAddress,
  readOptOutToken,
  writeOptOutToken,
} from "#lib/domain/campaigns/opt-out-link";
import { compileTemplate, render, withLink } from "#lib/domain/campaigns/template";
import { countSegments } from "#lib/domain/messages/segments";

const HOME = "https://sms.ornek.com";
const token = (line: number) => writeOptOutToken({ code: "aB3xY9", line, mark: markOf(new Uint8Array(32).fill(255)) });

describe("R-131 a person's own address to refuse on", () => {
  it.each([1, 61, 62, 3_843, 1_000_000, 14_776_335])(
    "line %i is read back from it, and it is always as long",
    (line) => {
      expect(token(line)).toHaveLength(18);
      expect(readOptOutToken(token(line))).toMatchObject({ code: "aB3xY9", line });
    },
  );

  it.each(["", "abc", `${token(1)}0`, `${token(1).slice(1)}-`, "ç".repeat(18)])("%j is no such address", (text) => {
    expect(readOptOutToken(text)).toBeNull();
  });

  it("costs the same in a preview as in what is sent, in every alphabet, and marks the text as one that can be refused", () => {
    for (const text of [
      "Indirim. Ret: {{ret bağlantısı}}",
      "Şok fırsat {{Opt-Out Link}}",
      "₺ {{ret bağlantısı}} son",
    ]) {
      const { template, problems } = compileTemplate(text, ["Telefon", "Ad"]);
      expect([problems, namesOptOut(text)]).toEqual([[], true]);
      const counts = [exampleOptOutAddress(HOME), optOutAddress(HOME, token(987_654))].map((link) =>
        countSegments(render(template, withLink(template, ["905", "Ayşe"], link)).text),
      );
      expect(counts[0]).toEqual(counts[1]);
    }
  });

  it("nobody gets a text whose address was not made, and a column of the list with this name comes first", () => {
    const { template } = compileTemplate("Ret: {{ret bağlantısı}}", ["Ad"]);
    expect(render(template, ["Ayşe"]).missing).toHaveLength(1);
    const own = compileTemplate("Ret: {{ret bağlantısı}}", ["RET BAĞLANTISI"]).template;
    expect(render(own, withLink(own, ["kendi"], "x")).text).toBe("Ret: kendi");
    expect([isOptOutName("Ret Bağlantısı "), isOptOutName("ret")]).toEqual([true, false]);
  });
});
