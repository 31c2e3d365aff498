import { describe, expect, it } from "vitest";
import { TextReader } from "./encoding.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytesOf = (...parts: (Uint8Array | number[])[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** Windows-1254, written by reversing the decoder. */
function turkish(text: string): Uint8Array {
  const decoder = new TextDecoder("windows-1254");
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from(text, (letter) => byteOf.get(letter) ?? 0x3f);
}

function utf16(text: string, isBig: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), !isBig);
  return bytes;
}

function read(bytes: Uint8Array, pieceLength = bytes.length || 1): { text: string; encoding: string } {
  const reader = new TextReader();
  let text = "";
  for (let at = 0; at < bytes.length; at += pieceLength) text += reader.push(bytes.subarray(at, at + pieceLength));
  text += reader.end();
  return { text, encoding: reader.encoding };
}

const sample = "Ad;Şehir\r\nAyşe;İstanbul\r\nÇağla;Iğdır\r\nUğur;Muğla ÖÜöü\r\n";
const asciiLines = (count: number) => "Ali;05321234567\n".repeat(count);

describe("TextReader finds the encoding", () => {
  it.each([
    ["UTF-8 without a mark", utf8(`${sample}₺ 🎉`), `${sample}₺ 🎉`, "utf-8"],
    ["UTF-8 with a mark", bytesOf([0xef, 0xbb, 0xbf], utf8(sample)), sample, "utf-8"],
    ["Windows-1254", turkish(`${sample}€ ‘x’ –`), `${sample}€ ‘x’ –`, "windows-1254"],
    ["UTF-16 LE", bytesOf([0xff, 0xfe], utf16(`${sample}🎉`, false)), `${sample}🎉`, "utf-16le"],
    ["UTF-16 BE", bytesOf([0xfe, 0xff], utf16(`${sample}🎉`, true)), `${sample}🎉`, "utf-16be"],
    ["ASCII", utf8("a;b\n1;2"), "a;b\n1;2", "utf-8"],
    ["nothing", new Uint8Array(0), "", "utf-8"],
    ["one Turkish letter at the very end", turkish("Ali;Barış"), "Ali;Barış", "windows-1254"],
    [
      "a capital before a typographic apostrophe, which is also valid UTF-8",
      turkish("ŞTİ’NE ağ"),
      "ŞTİ’NE ağ",
      "windows-1254",
    ],
  ])("%s", (_name, bytes, text, encoding) => {
    expect(read(bytes)).toEqual({ text, encoding });
  });

  it.each([1, 2, 3, 5, 7, 64])("gives the same whatever the pieces: %i bytes", (pieceLength) => {
    for (const bytes of [
      utf8(`${sample}🎉`),
      bytesOf([0xef, 0xbb, 0xbf], utf8(sample)),
      turkish(sample),
      bytesOf([0xff, 0xfe], utf16(`${sample}🎉`, false)),
    ]) {
      expect(read(bytes, pieceLength)).toEqual(read(bytes));
    }
  });

  it("waits for the first byte outside ASCII, however late it comes", () => {
    const late = asciiLines(40_000);
    expect(read(bytesOf(utf8(late), turkish("Ayşe")), 65_536)).toEqual({
      text: `${late}Ayşe`,
      encoding: "windows-1254",
    });
    expect(read(bytesOf(utf8(late), utf8("Ayşe")), 65_536)).toEqual({ text: `${late}Ayşe`, encoding: "utf-8" });
  });

  it("gives ASCII out at once and holds at most 64 KB until it has decided", () => {
    const reader = new TextReader();
    expect(reader.push(utf8(asciiLines(10)))).toBe(asciiLines(10));
    expect(reader.push(utf8("ş"))).toBe("");
    let held = 0;
    while (reader.push(utf8(asciiLines(100))) === "") held += 1600;
    expect(held).toBeLessThan(64 * 1024);
  });

  it("can be asked for what there is, cut inside a letter", () => {
    const reader = new TextReader();
    const bytes = utf8("Ayşe;İ");
    expect(reader.push(bytes.subarray(0, bytes.length - 1)) + reader.flush()).toBe("Ayşe;");
    expect(reader.encoding).toBe("utf-8");
    expect(reader.push(bytes.subarray(bytes.length - 1)) + reader.end()).toBe("İ");
  });
});

describe("TextReader holds every byte to the decision", () => {
  const many = `${"Ayşe;05321234567\n".repeat(10_000)}`;

  it.each([64, 4_096, 65_536])(
    "refuses UTF-8 that turns into Windows-1254, with the line, in pieces of %i",
    (pieceLength) => {
      const bytes = bytesOf(utf8(many), turkish("Barış\n"), utf8(many));
      expect(() => read(bytes, pieceLength)).toThrow(
        expect.objectContaining({ code: "import.mixed_encoding", detail: { line: 10_001 } }),
      );
    },
  );

  it.each([1_000, 65_536])(
    "refuses Windows-1254 that turns into UTF-8, with the line, in pieces of %i",
    (pieceLength) => {
      const bytes = bytesOf(turkish(many), utf8("Çağla\n"), turkish(many));
      expect(() => read(bytes, pieceLength)).toThrow(
        expect.objectContaining({ code: "import.mixed_encoding", detail: { line: 10_001 } }),
      );
    },
  );

  it.each([
    ["UTF-8 first", bytesOf(utf8("Adı;Telefon\nŞükrü;1\n"), turkish("Şükrü;2\n"), utf8("Ömer;3\n"))],
    ["Windows-1254 first", bytesOf(turkish("Adı;Telefon\nŞükrü;1\n"), utf8("Şükrü;2\n"), turkish("Ömer;3\n"))],
  ])("names the line where a short list changes, %s", (_name, bytes) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: "import.mixed_encoding", detail: { line: 3 } }));
    expect(() => read(bytes, 1)).toThrow(
      expect.objectContaining({ code: "import.mixed_encoding", detail: { line: 3 } }),
    );
  });

  it("sees the two halves of a misread letter in different pieces", () => {
    const bytes = bytesOf(turkish("ş".repeat(70_000)), utf8("ğ"));
    for (const cut of [bytes.length - 1, bytes.length - 2]) {
      const reader = new TextReader();
      reader.push(bytes.subarray(0, cut));
      expect(() => reader.push(bytes.subarray(cut)) + reader.end()).toThrow("import.mixed_encoding");
    }
  });

  it("refuses UTF-8 that ends inside a letter", () => {
    const bytes = utf8(`${many}ş`);
    expect(() => read(bytes.subarray(0, bytes.length - 1), 1_000)).toThrow("import.mixed_encoding");
  });
});

describe("TextReader refuses what is no text", () => {
  it.each([
    ["a NUL in UTF-8", bytesOf(utf8("a;b\nc"), [0], utf8("d\n")), "import.nul_bytes", { line: 2 }],
    ["a NUL in Windows-1254", bytesOf(turkish("ş\n"), [0]), "import.nul_bytes", { line: 2 }],
    ["a NUL in UTF-16", bytesOf([0xff, 0xfe], utf16("a\nb\0", false)), "import.nul_bytes", { line: 2 }],
    ["UTF-16 without a mark", utf16("Ad;Telefon", false), "import.nul_bytes", { line: 1 }],
    ["a byte Windows-1254 does not have", bytesOf(turkish("ş\nab"), [0x90]), "import.not_text", { line: 2 }],
    ["half a surrogate pair", bytesOf([0xff, 0xfe], utf16("a\ud83d;b", false)), "import.not_text", { line: 1 }],
    ["an odd byte in UTF-16", bytesOf([0xff, 0xfe], utf16("abcd", false), [0x41]), "import.not_text", { line: 1 }],
    ["a spreadsheet file", bytesOf([0x50, 0x4b, 0x03, 0x04], utf8("...")), "import.not_text", { looksLike: "xlsx" }],
    ["an old spreadsheet file", bytesOf([0xd0, 0xcf, 0x11, 0xe0], [0xa1]), "import.not_text", { looksLike: "xls" }],
    ["a PDF", utf8("%PDF-1.7 ..."), "import.not_text", { looksLike: "pdf" }],
    ["a compressed file", bytesOf([0x1f, 0x8b, 0x08]), "import.not_text", { looksLike: "gzip" }],
  ])("%s", (_name, bytes, code, detail) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code, detail }));
    expect(() => read(bytes, 1)).toThrow(expect.objectContaining({ code, detail }));
  });

  it("stops at the limit of bytes, not after it", () => {
    const reader = new TextReader(100);
    reader.push(new Uint8Array(100).fill(0x61));
    expect(() => reader.push(Uint8Array.of(0x61))).toThrow(
      expect.objectContaining({ code: "import.too_large", detail: { limit: 100 } }),
    );
  });
});
