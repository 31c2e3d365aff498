import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Dispatcher } from "undici";
import {
  type HttpLimits,
  type HttpOutcome,
  type NotSentCause,
  READ_HEADERS,
  type ReadHeaders,
} from "#lib/infra/http-outcome";

const unzip = promisify(gunzip);

/** The reason given to a connection that is closed on purpose; what the caller learns was settled before. */
class StoppedError extends Error {}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

function causeOfNotSent(error: Error): NotSentCause {
  const code = codeOf(error);
  if (code === "ADDRESS_NOT_ALLOWED") return "address";
  if (code === "ENOTFOUND" || code.startsWith("EAI_")) return "dns";
  if (code === "ECONNREFUSED") return "refused";
  if (/TLS|SSL|CERT|EPROTO|UNABLE_TO/.test(code)) return "tls";
  return "connect";
}

interface Head {
  readonly status: number;
  readonly headers: ReadHeaders;
  readonly encoding: string | null;
}

/** One call as the connection pool sees it. It settles exactly once, at the latest when its total time is up. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #limits: HttpLimits;
  readonly #timer: NodeJS.Timeout;
  readonly #startedAt = performance.now();
  readonly #chunks: Buffer[] = [];
  #settle: ((outcome: HttpOutcome) => void) | null;
  #controller: Dispatcher.DispatchController | null = null;
  #head: Head | null = null;
  #size = 0;

  constructor(limits: HttpLimits, settle: (outcome: HttpOutcome) => void) {
    this.#limits = limits;
    this.#settle = settle;
    this.#timer = setTimeout(() => this.#timeUp(), limits.totalMs);
  }

  /** Comes immediately before the first byte is written: from here on the other side may have acted. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settle === null) controller.abort(new StoppedError());
    else this.#controller = controller;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    const read = READ_HEADERS.flatMap((name) => (typeof headers[name] === "string" ? [[name, headers[name]]] : []));
    const encoding = headers["content-encoding"];
    this.#head = {
      status,
      headers: Object.fromEntries(read),
      encoding: encoding === undefined || encoding === "identity" ? null : String(encoding),
    };
    if (status >= 300 && status < 400) this.#stop(controller, { kind: "lost", cause: "redirect", status });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size <= this.#limits.bodyBytes) this.#chunks.push(chunk);
    else this.#stop(controller, { kind: "lost", cause: "too_large", status: this.#status() });
  }

  onResponseEnd(): void {
    void this.#finish();
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#controller === null) {
      this.#end({ kind: "not_sent", cause: causeOfNotSent(error) });
    } else {
      const isTimeout = codeOf(error) === "UND_ERR_HEADERS_TIMEOUT" || codeOf(error) === "UND_ERR_BODY_TIMEOUT";
      this.#end({ kind: "lost", cause: isTimeout ? "timeout" : "reset", status: this.#status() });
    }
  }

  #timeUp(): void {
    if (this.#controller === null) this.#end({ kind: "not_sent", cause: "busy" });
    else this.#stop(this.#controller, { kind: "lost", cause: "timeout", status: this.#status() });
  }

  async #finish(): Promise<void> {
    const status = this.#status() ?? 0;
    const body = await this.#body();
    if (typeof body !== "string") return this.#end({ kind: "lost", cause: body.cause, status });
    const latencyMs = performance.now() - this.#startedAt;
    this.#end({ kind: "answer", status, headers: this.#head?.headers ?? {}, body, latencyMs });
  }

  async #body(): Promise<string | { cause: "too_large" | "encoding" }> {
    const raw = Buffer.concat(this.#chunks);
    const encoding = this.#head?.encoding ?? null;
    if (encoding === null || raw.length === 0) return raw.toString("utf8");
    if (encoding !== "gzip") return { cause: "encoding" };
    try {
      return (await unzip(raw, { maxOutputLength: this.#limits.bodyBytes })).toString("utf8");
    } catch (error) {
      return { cause: error instanceof RangeError ? "too_large" : "encoding" };
    }
  }

  #status(): number | null {
    return this.#head?.status ?? null;
  }

  #stop(controller: Dispatcher.DispatchController, outcome: HttpOutcome): void {
    this.#end(outcome);
    controller.abort(new StoppedError());
  }

  #end(outcome: HttpOutcome): void {
    clearTimeout(this.#timer);
    this.#settle?.(outcome);
    this.#settle = null;
  }
}
