import { DomainError } from "#lib/domain/errors";

/** What an upload may take, and how it is kept. */
export const uploadLimits = {
  /** 200 MB: a million people with a dozen columns. */
  bytes: 200 * 1024 * 1024,
  /** Size of one stored piece; the last one is shorter. */
  pieceBytes: 256 * 1024,
  filenameLength: 200,
  /** A pasted list is turned into an ordinary one as a whole, so it is kept small: about 200,000 numbers. */
  pastedBytes: 4 * 1024 * 1024,
} as const;

/** What the head of an upload says, checked. */
export interface UploadHead {
  /** Name of the file; empty for a pasted list. */
  readonly filename: string;
  /** The size that the body must turn out to have. */
  readonly byteSize: number;
}

/**
 * Reads the head of an upload before a byte of its body is taken.
 *
 * `x-filename` is percent-encoded UTF-8, because a header holds no other letters; a pasted list has none.
 *
 * @throws DomainError `upload.length_required` without a stated length, since a cut could not be noticed;
 * `import.too_large` above the limit.
 */
export function readUploadHead(headers: { get(name: string): string | null }): UploadHead {
  const stated = headers.get("content-length") ?? "";
  if (!/^\d{1,15}$/.test(stated)) throw new DomainError("upload.length_required");
  const byteSize = Number(stated);
  if (byteSize > uploadLimits.bytes) throw new DomainError("import.too_large", { limit: uploadLimits.bytes });
  return { filename: cleanFilename(headers.get("x-filename") ?? ""), byteSize };
}

/**
 * Reads pasted text, which is small enough to be held.
 *
 * @throws DomainError `import.too_large`, before anything is read; `upload.incomplete` when less came than was stated.
 */
export async function readPasted(body: { arrayBuffer(): Promise<ArrayBuffer> }, byteSize: number): Promise<string> {
  if (byteSize > uploadLimits.pastedBytes)
    throw new DomainError("import.too_large", { limit: uploadLimits.pastedBytes });
  const bytes = await body.arrayBuffer().catch((cause: unknown) => {
    throw new DomainError("upload.incomplete", {}, { cause });
  });
  if (bytes.byteLength !== byteSize) throw new DomainError("upload.incomplete");
  return new TextDecoder().decode(bytes);
}

/** The name without folders and invisible characters; names are shown, never opened. */
function cleanFilename(encoded: string): string {
  const name = decoded(encoded).split(/[/\\]/).at(-1) ?? "";
  const shown = name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "").trim();
  return Array.from(shown).slice(0, uploadLimits.filenameLength).join("");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not ours to judge: a name with a stray per cent sign is still a name.
    return text;
  }
}

/**
 * Cuts a body into pieces of one size, whatever sizes it arrives in. Holds one piece at a time.
 *
 * @param size Bytes of every piece but the last.
 */
export async function* inPieces(
  body: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let piece = new Uint8Array(size);
  let filled = 0;
  for await (const part of body) {
    for (let from = 0; from < part.length; ) {
      const taken = Math.min(size - filled, part.length - from);
      piece.set(part.subarray(from, from + taken), filled);
      filled += taken;
      from += taken;
      if (filled < size) continue;
      yield piece;
      piece = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.slice(0, filled);
}
