import { log } from "#lib/infra/log";

/** Between two words about how far it is. */
const TELL_MS = 200;

/**
 * Answers one thing that takes a while, line by line: `{"done":n}` while it is made, then `{"result":…}`, or
 * `{"failed":true}`.
 *
 * @param signal The reader left: then nothing more is written, and `work` should end as well.
 */
export function streamedAnswer<T>(signal: AbortSignal, work: (tell: (done: number) => void) => Promise<T>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let toldAt = performance.now();
      const write = (line: unknown) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      const tell = (done: number) => {
        if (performance.now() - toldAt < TELL_MS) return;
        toldAt = performance.now();
        write({ done });
      };
      try {
        write({ result: await work(tell) });
      } catch (error) {
        if (!signal.aborted) log.error({ err: error }, "a streamed answer failed");
        write({ failed: true });
      }
      // A reader who left has closed it already.
      if (!signal.aborted) controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "application/x-ndjson; charset=utf-8" } });
}
