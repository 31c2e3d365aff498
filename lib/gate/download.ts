import "server-only";

/**
 * Answers a CSV file that is written while it is read: memory stays flat whatever its length.
 *
 * @param filename Without its ending; letters outside ASCII are carried by the second form of the header.
 */
export function csvDownload(filename: string, lines: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  const plain = filename.replaceAll(/[^\w.-]+/g, "-");
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${plain}.csv"; filename*=UTF-8''${encodeURIComponent(filename)}.csv`,
    },
  });
}
