import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { formats } from "#lib/i18n/formats";
import { type Locale, locales } from "#lib/i18n/locale";
import { messagesOf } from "#lib/i18n/messages";

const root = path.resolve(import.meta.dirname, "../..");

const byText = (a: string, b: string) => a.localeCompare(b);

/** Every text of a language by its full key. */
function texts(locale: Locale): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (node: unknown, at: string) => {
    if (typeof node === "string") found.set(at, node);
    else if (typeof node === "object" && node !== null) {
      for (const [key, value] of Object.entries(node)) walk(value, at === "" ? key : `${at}.${key}`);
    } else throw new Error(`${locale} ${at}: neither a text nor a group of texts`);
  };
  walk(messagesOf(locale), "");
  return found;
}

/**
 * What a caller must hand to an ICU text: `name:type` for each argument, `<tag>` for each tag. It reads the whole text,
 * also the branches of a plural that one language has and the other has not.
 */
function parameters(text: string): string[] {
  const found = new Set<string>();
  const readArgument = (start: number): number => {
    const head = /^\{\s*(\w+)\s*(?:,\s*(\w+)\s*(,)?)?/.exec(text.slice(start));
    if (head === null) throw new Error(`no argument name at ${start}: ${text}`);
    found.add(`${head[1]}:${head[2] ?? "text"}`);
    const hasBranches = head[2] === "plural" || head[2] === "select" || head[2] === "selectordinal";
    let at = start + head[0].length;
    while (text[at] !== "}") {
      if (at >= text.length) throw new Error(`an argument is never closed: ${text}`);
      at = text[at] === "{" && hasBranches ? readText(at + 1) + 1 : at + 1;
    }
    return at + 1;
  };
  const readText = (start: number): number => {
    let at = start;
    while (at < text.length && text[at] !== "}") at = text[at] === "{" ? readArgument(at) : at + 1;
    return at;
  };
  if (readText(0) !== text.length) throw new Error(`a brace too many: ${text}`);
  for (const tag of text.matchAll(/<(\w+)>/g)) found.add(`<${tag[1]}>`);
  return [...found].sort(byText);
}

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(path.join(root, folder, file), "utf8"));
}

describe("texts of the interface", () => {
  const turkish = texts("tr");
  const english = texts("en");

  it("exist in both languages", () => {
    expect([...english.keys()].sort(byText)).toEqual([...turkish.keys()].sort(byText));
  });

  it("ask for the same values in both languages", () => {
    const differing = [...turkish].filter(
      ([key, text]) => parameters(text).join() !== parameters(english.get(key) ?? "").join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  describe.each(locales)("in %s", (locale) => {
    const all = [...texts(locale)];

    it("are not empty and have no space at an end", () => {
      expect(all.filter(([, text]) => text.trim() === "" || text.trim() !== text)).toEqual([]);
    });

    // A text that comes out empty is shown as its key.
    it("have no branch without words", () => {
      expect(all.filter(([, text]) => text.includes("{}"))).toEqual([]);
    });

    it("raise no voice", () => {
      expect(all.filter(([, text]) => text.includes("!"))).toEqual([]);
    });

    it("have no apostrophe that would swallow a brace", () => {
      expect(all.filter(([, text]) => /'[{}<]/.test(text))).toEqual([]);
    });

    it("can be put together", () => {
      const failures: string[] = [];
      const t = createTranslator({
        locale,
        messages: messagesOf(locale),
        formats,
        timeZone: "UTC",
        onError: (error) => failures.push(error.message),
      });
      for (const [key, text] of all) {
        const values = Object.fromEntries(
          parameters(text).map((one) => {
            const [name = "", type] = one.split(":");
            if (one.startsWith("<")) return [one.slice(1, -1), () => "x"];
            return [name, type === "date" || type === "time" ? new Date(0) : 1];
          }),
        );
        // The keys are walked, not written, so the type that knows them cannot help here.
        Reflect.apply(t.rich, t, [key, values]);
      }
      expect(failures).toEqual([]);
    });

    it("stand in files that are all registered", () => {
      const files = readdirSync(path.join(import.meta.dirname, locale)).map((file) => path.basename(file, ".json"));
      expect(files.sort(byText)).toEqual(Object.keys(messagesOf(locale)).sort(byText));
    });
  });

  it("are used, file by file", () => {
    const code = ["app", "components", "lib", "worker"].flatMap((folder) => {
      try {
        return sources(folder);
      } catch {
        return []; // a room that has not been built yet
      }
    });
    const speaking = code.filter((text) => text.includes("Translat"));
    const unused = Object.entries(messagesOf("tr"))
      .filter(([, group]) => Object.keys(group).length > 0)
      .map(([namespace]) => namespace)
      .filter((namespace) => !speaking.some((text) => new RegExp(`["']${namespace}["'.]`).test(text)));
    expect(unused).toEqual([]);
  });
});

describe("the reader of ICU texts above", () => {
  it.each([
    ["{a} and {b, number, count}", ["a:text", "b:number"]],
    ["{n, plural, one {# of {total}} other {# of {total}}}", ["n:plural", "total:text"]],
    ["<b>{a}</b>", ["<b>", "a:text"]],
    ["{kind, select, sms {{n} parts} other {x}}", ["kind:select", "n:text"]],
    ["no values", []],
  ])("%s", (text, expected) => {
    expect(parameters(text)).toEqual(expected);
  });

  it.each(["{a", "a}", "{}"])("stops at %s", (text) => {
    expect(() => parameters(text)).toThrow();
  });
});
