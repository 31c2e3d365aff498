import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { requireSameKeys } from "#lib/i18n/build/same-keys";

let folder = "";

function texts(language: string, content: unknown): void {
  folder ||= mkdtempSync(join(tmpdir(), "tellal-texts-"));
  mkdirSync(join(folder, language), { recursive: true });
  writeFileSync(join(folder, language, "shell.json"), JSON.stringify(content));
}

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  folder = "";
});

it("lets a build pass whose languages have the same keys", () => {
  texts("tr", { nav: { home: "Panel" } });
  texts("en", { nav: { home: "Dashboard" } });
  expect(() => requireSameKeys(folder, ["tr", "en"])).not.toThrow();
});

it("stops a build in which a key is missing, and names it", () => {
  texts("tr", { nav: { home: "Panel", campaigns: "Kampanyalar" } });
  texts("en", { nav: { home: "Dashboard" } });
  expect(() => requireSameKeys(folder, ["tr", "en"])).toThrow("Texts missing in en: shell.nav.campaigns");
});
