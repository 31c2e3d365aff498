import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { auditActions, auditAreas } from "#lib/domain/audit/actions";
import { messagesOf } from "#lib/i18n/messages";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Acts on the instance itself, which stand in its own history and on its own page. */
const ofTheInstance = /^instance\.(?!open_workspace|view|limit|suspend|unsuspend)|^keys\.(add|retire)$/;

const PLACES = [
  /\bname: "([a-z_]{2,}\.[a-z_]+)"/g,
  /\b(?:record|writeAudit|writeHistory)\((?:\w+, )?"([a-z_]+\.[a-z_]+)"/g,
  /^ {2}\w+: "((?:consent|suppression)\.[a-z_]+)",$/gm,
];

/** Every verb that the code writes into a history, found in its text. */
function verbsIn(text: string): string[] {
  return PLACES.flatMap((place) => [...text.matchAll(place)].map((found) => found[1] ?? ""));
}

function sources(): string[] {
  return ["app", "lib/gate", "lib/domain", "worker"].flatMap((room) =>
    readdirSync(`${ROOT}/${room}`, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/\.(test|fixture)\.ts$/.test(name))
      .map((name) => readFileSync(`${ROOT}/${room}/${name}`, "utf8")),
  );
}

// what is written into the history can be read there, in words.
describe("every verb of the history", () => {
  const written = [...new Set(sources().flatMap(verbsIn))].filter((verb) => !ofTheInstance.test(verb));

  it("is found by this test", () => {
    expect(written.length).toBeGreaterThan(50);
    expect(written).toEqual(
      expect.arrayContaining(["campaign.send", "connection.revoked", "access.denied", "keys.rotate"]),
    );
    expect(verbsIn('job.record("campaign.planted", work)')).toEqual(["campaign.planted"]);
  });

  it("has a sentence", () => {
    expect(written.filter((verb) => !auditActions.some((known) => known === verb))).toEqual([]);
  });

  it("belongs to one area", () => {
    const nouns: readonly string[] = Object.values(auditAreas).flat();
    for (const action of auditActions)
      expect([action, nouns.includes(action.split(".")[0] ?? "")]).toEqual([action, true]);
    expect(new Set(nouns).size).toBe(nouns.length);
  });

  it.each(["tr", "en"] as const)("is told in its own words in %s", (language) => {
    const words = messagesOf(language).audit.action;
    const sentences = auditActions.map((action) => {
      const [noun = "", verb = ""] = action.split(".");
      return Object.entries(Object.entries(words).find(([key]) => key === noun)?.[1] ?? {}).find(
        ([key]) => key === verb,
      )?.[1];
    });
    for (const sentence of sentences) expect(sentence).toMatch(/^[\p{Lu}].{5,}[^.]$/u);
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});
