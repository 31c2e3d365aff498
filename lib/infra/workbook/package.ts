import { Readable } from "node:stream";
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from "yauzl";

/** Why a workbook cannot be read: it is none, or broken; or it holds more than it may. */
export class WorkbookProblem extends Error {
  readonly kind: "unreadable" | "too_large";

  constructor(kind: "unreadable" | "too_large", cause?: unknown) {
    super(`workbook ${kind}`, { cause });
    this.kind = kind;
  }
}

/** Bytes that can be read from any place. */
export interface ByteRanges {
  readonly size: number;
  /** From `start` up to, not including, `end`. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** Files inside; a workbook of one sheet has about ten. */
const MOST_ENTRIES = 2_000;
/** Of one file inside, unpacked: a million rows with a dozen columns. */
const MOST_BYTES = 1024 ** 3;
/** A sheet shrinks to a tenth; what shrinks to less than a two-hundredth was made to burst. */
const MOST_RATIO = 200;
const SMALL_BYTES = 1024 * 1024;

class Ranges extends RandomAccessReader {
  readonly #bytes: ByteRanges;
  /** What the store of the bytes threw: no fault of the file. */
  failure: unknown;

  constructor(bytes: ByteRanges) {
    super();
    this.#bytes = bytes;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const pieces = this.#bytes.read(start, end);
    const noteFailure = (error: unknown) => {
      this.failure = error;
    };
    async function* watched() {
      try {
        yield* pieces;
      } catch (error) {
        noteFailure(error);
        throw error;
      }
    }
    return Readable.from(watched());
  }
}

/** The files of a workbook, which is a ZIP; each is read as a stream, unpacked only as far as the reader goes. */
export class WorkbookPackage {
  readonly #zip: ZipFile;
  readonly #ranges: Ranges;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, ranges: Ranges, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#ranges = ranges;
    this.#entries = entries;
  }

  /** @throws WorkbookProblem when it is no ZIP, or one that holds too much; whatever the store of the bytes throws. */
  static async open(bytes: ByteRanges): Promise<WorkbookPackage> {
    const ranges = new Ranges(bytes);
    try {
      const zip = await openZip(ranges, bytes.size);
      return new WorkbookPackage(zip, ranges, await entriesOf(zip));
    } catch (error) {
      throw problemOf(error, ranges);
    }
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  /** The bytes of one file, unpacked. @throws WorkbookProblem */
  async *read(path: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw new WorkbookProblem("unreadable");
    const { compressedSize, uncompressedSize } = entry;
    const isBomb = uncompressedSize > SMALL_BYTES && uncompressedSize > MOST_RATIO * compressedSize;
    if (uncompressedSize > MOST_BYTES || isBomb) throw new WorkbookProblem("too_large");
    try {
      for await (const piece of await openStream(this.#zip, entry)) if (Buffer.isBuffer(piece)) yield piece;
    } catch (error) {
      throw problemOf(error, this.#ranges);
    }
  }
}

function problemOf(error: unknown, { failure }: Ranges): unknown {
  if (failure !== undefined) return failure;
  return error instanceof WorkbookProblem ? error : new WorkbookProblem("unreadable", error);
}

function openZip(ranges: Ranges, size: number): Promise<ZipFile> {
  // The library holds every file to the size that it states, so the limits above are those of what comes out.
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
  return new Promise((opened, failed) => {
    fromRandomAccessReader(ranges, size, options, (error, zip) => (error === null ? opened(zip) : failed(error)));
  });
}

function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new WorkbookProblem("too_large");
  const entries = new Map<string, Entry>();
  return new Promise((read, failed) => {
    zip.on("error", failed);
    zip.on("end", () => read(entries));
    zip.on("entry", (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function openStream(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((opened, failed) => {
    zip.openReadStream(entry, (error, stream) => (error === null ? opened(stream) : failed(error)));
  });
}
