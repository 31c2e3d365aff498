import { DomainError } from "#lib/domain/errors";
import { importLimits, type TextEncoding } from "./model.ts";

/** Bytes that are looked at together, from the first one outside ASCII on, before UTF-8 or Windows-1254 is decided. */
const evidenceBytes = 64 * 1024;
/** Enough for a byte order mark and for the first bytes of a file that is no text. */
const startBytes = 8;

/** How files begin that people upload in place of a text list. */
const otherFormats: readonly (readonly [string, readonly number[]])[] = [
  ["xlsx", [0x50, 0x4b, 0x03, 0x04]],
  ["xls", [0xd0, 0xcf, 0x11, 0xe0]],
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["gzip", [0x1f, 0x8b]],
];

/**
 * The Turkish letters as they look when their UTF-8 bytes are read as Windows-1254 (Ğ ğ İ ı Ş ş, Ç Ö Ü ç ö ü, Â Î Û â î
 * û). No Turkish text contains such a pair, so one of them in a Windows-1254 list means that two lists were pasted
 * together.
 */
const misreadLetters = /[\u00c4][\u009e\u0178°±]|[\u00c5][\u009e\u0178]|[\u00c3][‡–œ§¶¼‚›¢®»\u008e]/;
/** Where Windows-1254 leaves a byte without a character, the decoder answers with a control character. */
const unassigned = /[\u0080-\u009f]/;

/**
 * Turns the bytes of a list into text, piece by piece, in flat memory.
 *
 * UTF-8 and UTF-16 are known by their byte order mark. Without one the first 64 KB that hold anything but ASCII decide:
 * valid UTF-8 is UTF-8, everything else Windows-1254. The decision is then held against every further byte, so a list
 * that changes its encoding halfway is refused and never read as wrong letters.
 */
export class TextReader {
  readonly #byteLimit: number;
  #encoding: TextEncoding | null = null;
  #decoder: TextDecoder | null = null;
  /** Bytes that wait for a decision. */
  #held = new Uint8Array(0);
  #hasStarted: boolean = false;
  #received = 0;
  #lines = 1;
  #lastLetter = "";
  /** Line of the first byte that is no UTF-8, once that has decided for Windows-1254. */
  #faultLine = 0;

  constructor(byteLimit: number = importLimits.bytes) {
    this.#byteLimit = byteLimit;
  }

  /** What was decided so far; a list of ASCII alone is UTF-8. */
  get encoding(): TextEncoding {
    return this.#encoding ?? "utf-8";
  }

  /**
   * Takes the next bytes and gives the text they complete, which may be none.
   *
   * @throws DomainError `import.too_large`, `import.nul_bytes`, `import.not_text` or `import.mixed_encoding`, the last
   * with the `line`.
   */
  push(bytes: Uint8Array): string {
    this.#received += bytes.length;
    if (this.#received > this.#byteLimit) throw new DomainError("import.too_large", { limit: this.#byteLimit });
    if (this.#decoder !== null) return this.#decode(bytes, true);
    this.#held = join(this.#held, bytes);
    if (!this.#hasStarted) {
      if (this.#held.length < startBytes) return "";
      this.#start();
    }
    return this.#decoder === null ? this.#decide("wait") : this.#release();
  }

  /** Gives all text the bytes so far hold, deciding on what there is. For a look at the beginning of a list. */
  flush(): string {
    if (!this.#hasStarted) this.#start();
    return this.#decoder === null ? this.#decide("now") : this.#release();
  }

  /** Gives the rest of the text. Call once, after the last bytes. */
  end(): string {
    if (!this.#hasStarted) this.#start();
    const rest = this.#decoder === null ? this.#decide("end") : this.#release();
    return this.#decoder === null ? rest : rest + this.#decode(new Uint8Array(0), false);
  }

  #start(): void {
    this.#hasStarted = true;
    const bytes = this.#held;
    for (const [looksLike, magic] of otherFormats) {
      if (magic.every((byte, at) => bytes[at] === byte)) throw new DomainError("import.not_text", { looksLike });
    }
    if (bytes[0] === 0xff && bytes[1] === 0xfe) this.#settle("utf-16le");
    else if (bytes[0] === 0xfe && bytes[1] === 0xff) this.#settle("utf-16be");
    else if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#settle("utf-8");
  }

  #settle(encoding: TextEncoding): void {
    this.#encoding = encoding;
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }

  #release(): string {
    const bytes = this.#held;
    this.#held = new Uint8Array(0);
    return this.#decode(bytes, true);
  }

  /** Gives ASCII at once; holds everything from the first other byte on until there is enough of it to decide. */
  #decide(when: "wait" | "now" | "end"): string {
    const bytes = this.#held;
    const ascii = asciiLength(bytes);
    if (ascii === bytes.length || (when === "wait" && bytes.length - ascii < evidenceBytes)) {
      this.#held = bytes.slice(ascii);
      return ascii === 0
        ? ""
        : this.#checked(bytes.subarray(0, ascii), new TextDecoder().decode(bytes.subarray(0, ascii)));
    }
    const whole = when === "end" ? bytes : bytes.subarray(0, bytes.length - openTail(bytes));
    const isClean = isUtf8(whole);
    if (!isClean) this.#faultLine = this.#lines + linesBeforeFault(whole);
    this.#settle(isClean ? "utf-8" : "windows-1254");
    return this.#release();
  }

  #decode(bytes: Uint8Array, hasMore: boolean): string {
    let text: string;
    try {
      text = this.#decoder?.decode(bytes, { stream: hasMore }) ?? "";
    } catch {
      const line = this.#lines + (this.#encoding === "utf-8" ? linesBeforeFault(bytes) : 0);
      throw new DomainError(this.#encoding === "utf-8" ? "import.mixed_encoding" : "import.not_text", { line });
    }
    if (this.#encoding === "windows-1254") this.#checkTurkish(text);
    return this.#checked(bytes, text);
  }

  #checkTurkish(text: string): void {
    const joined = this.#lastLetter + text;
    const misread = misreadLetters.exec(joined);
    if (misread !== null) {
      // Whichever of the two came second is where the encoding changes.
      const line = this.#lines + countFeeds(joined.slice(0, misread.index));
      throw new DomainError("import.mixed_encoding", { line: Math.max(line, this.#faultLine) });
    }
    const odd = unassigned.exec(text);
    if (odd !== null)
      throw new DomainError("import.not_text", { line: this.#lines + countFeeds(text.slice(0, odd.index)) });
    // Half of a pair may end this piece of text and the other half begin the next.
    this.#lastLetter = /[ÄÅÃ]$/.exec(text)?.[0] ?? "";
  }

  #checked(bytes: Uint8Array, text: string): string {
    const isWide = this.#encoding === "utf-16le" || this.#encoding === "utf-16be";
    if (isWide ? text.includes("\0") : bytes.includes(0)) {
      throw new DomainError("import.nul_bytes", { line: this.#lines + countFeeds(text.slice(0, text.indexOf("\0"))) });
    }
    this.#lines += countFeeds(text);
    return text;
  }
}

/**
 * Turns a stream of bytes into a stream of text; see `TextReader` for how the encoding is found and what is refused.
 *
 * @param reader Made by the caller, who can ask it for the encoding afterwards.
 */
export async function* decodeText(source: AsyncIterable<Uint8Array>, reader: TextReader): AsyncGenerator<string> {
  for await (const bytes of source) {
    const text = reader.push(bytes);
    if (text !== "") yield text;
  }
  const rest = reader.end();
  if (rest !== "") yield rest;
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

function asciiLength(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] ?? 0x80) < 0x80) at++;
  return at;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Bytes at the end that may be the start of a longer UTF-8 sequence: at most three. */
function openTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

function linesBeforeFault(bytes: Uint8Array): number {
  const lossy = new TextDecoder().decode(bytes);
  const fault = lossy.indexOf("\ufffd");
  return countFeeds(fault < 0 ? lossy : lossy.slice(0, fault));
}

function countFeeds(text: string): number {
  let feeds = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) feeds++;
  return feeds;
}
