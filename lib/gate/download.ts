import "server-only";

function nameOf(filename: string, ending: string): string {
  const plain = filename.replaceAll(/[^\w.-]+/g, "-");
  return `attachment; filename="${plain}.${ending}"; filename*=UTF-8''${encodeURIComponent(filename)}.${ending}`;
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

/**
 * Answers a ZIP file piece by piece.
 *
 * @param filename Without its ending.
 */
export function zipDownload(filename: string, bytes: number, pieces: AsyncGenerator<Uint8Array>): Response {
  return new Response(streamOf(pieces), {
    headers: {
      "content-type": "application/zip",
      "content-length": String(bytes),
      "content-disposition": nameOf(filename, "zip"),
    },
  });
}
