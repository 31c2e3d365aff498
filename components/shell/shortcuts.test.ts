import { describe, expect, it } from "vitest";
import { type KeyPress, readKey } from "./shortcuts";

const idle: KeyPress = { key: "", hasCommand: false, hasAlt: false, isTyping: false, afterPrefix: false };

describe("readKey", () => {
  it.each<[string, Partial<KeyPress>, string]>([
    ["Ctrl K opens the palette", { key: "k", hasCommand: true }, "palette"],
    ["with caps lock too", { key: "K", hasCommand: true }, "palette"],
    ["while typing too", { key: "k", hasCommand: true, isTyping: true }, "palette"],
    ["a question mark lists the keys", { key: "?" }, "keys"],
    ["C composes", { key: "c" }, "compose"],
    ["G waits for a place", { key: "g" }, "prefix"],
    ["the letter after G goes there", { key: "m", afterPrefix: true }, "go"],
    ["C after G is a place, not the composer", { key: "c", afterPrefix: true }, "go"],
    ["a letter that is written is only a letter", { key: "c", isTyping: true }, "none"],
    ["a letter written right after G stays a letter", { key: "c", isTyping: true, afterPrefix: true }, "none"],
    ["copying with Ctrl C is not composing", { key: "c", hasCommand: true }, "none"],
    ["Alt belongs to the browser", { key: "c", hasAlt: true }, "none"],
    ["other letters do nothing", { key: "x" }, "none"],
  ])("%s", (_, press, kind) => {
    expect(readKey({ ...idle, ...press }).kind).toBe(kind);
  });
});
