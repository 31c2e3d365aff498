import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import "server-only";

/** The letters that `encodeURIComponent` leaves and a header may not have. Source: RFC 5987, 3.2.1. */
const unencoded = /['()*]/g;

function nameOf(filename: string, ending: string): string {
  const plain = filename.replaceAll(/[^\w.-]+/g, "-");
  const encoded = encodeURIComponent(filename).replaceAll(
    unencoded,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}.${ending}"; filename*=UTF-8''${encoded}.${ending}`;
}

function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

async function* encoded(lines: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of lines) yield encoder.encode(line);
}

/**
 * Answers a CSV file that is written while it is read: memory stays flat whatever its length.
 *
 * @param filename Without its ending; letters outside ASCII are carried by the second form of the header.
 */
export function csvDownload(filename: string, lines: AsyncGenerator<string>): Response {
  return new Response(streamOf(encoded(lines)), {
    headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": nameOf(filename, "csv") },
  });
}

const mediaTypes = {
  zip: "application/zip",
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/**
 * Answers the file of an archive piece by piece. A CSV file is kept compressed and goes out as it was written.
 *
 * @param filename Without its ending.
 */
export function archiveDownload(
  filename: string,
  { format, bytes }: { readonly format: keyof typeof mediaTypes; readonly bytes: number },
  pieces: AsyncGenerator<Uint8Array>,
): Response {
  const plain = format === "csv" ? unzipped(pieces) : pieces;
  return new Response(streamOf(plain), {
    headers: {
      "content-type": mediaTypes[format],
      "content-length": String(bytes),
      "content-disposition": nameOf(filename, format),
    },
  });
}

async function* unzipped(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  // What breaks on the way is thrown by the reading of its end.
  for await (const chunk of pipeline(Readable.from(pieces), createGunzip(), () => undefined)) {
    if (!Buffer.isBuffer(chunk)) throw new Error("a file is made of bytes");
    yield chunk;
  }
}
