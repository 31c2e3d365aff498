import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Answer, isObject, parseJson, write } from "./answer.ts";
import type { Fault } from "./faults.ts";

/** How a surface words an error of its own. */
export type ErrorAnswer = (status: number, code: string | undefined, message: string | undefined) => Answer;

/**
 * Answers the way the switches say.
 *
 * @param truth What would have been answered without them; the starting point of every distortion.
 * @returns The status that went out, or `null` when the answer was kept back.
 */
export async function deliver(
  response: ServerResponse,
  truth: Answer,
  faults: readonly Fault[],
  errorAnswer: ErrorAnswer,
): Promise<number | null> {
  let answer = truth;
  for (const fault of faults) answer = reshape(answer, fault, errorAnswer);
  for (const fault of faults) {
    if (fault.kind === "hang") return null;
    if (fault.kind === "reset") {
      response.socket?.resetAndDestroy();
      return null;
    }
    if (fault.kind === "slow") await pause(response, fault.ms);
  }
  if (response.destroyed) return null;
  const last = faults.findLast((fault) => writers.has(fault.kind));
  if (last === undefined) write(response, answer);
  else await writeBadly(response, answer, last);
  return answer.status;
}

const writers = new Set<Fault["kind"]>(["drip", "truncated", "huge", "gzip_bomb"]);

function reshape(answer: Answer, fault: Fault, errorAnswer: ErrorAnswer): Answer {
  switch (fault.kind) {
    case "status": {
      const error = errorAnswer(fault.status, fault.code, fault.message);
      const retryAfter = fault.retry_after ?? (fault.status === 429 ? 1 : "");
      const headers = retryAfter === "" ? {} : { "retry-after": String(retryAfter) };
      return { ...error, headers: { ...kept(answer), ...error.headers, ...headers } };
    }
    case "redirect":
      return { status: fault.status, headers: { ...kept(answer), location: fault.location }, body: "" };
    case "malformed":
      return { ...answer, status: 200, body: '{"id":}' };
    case "html": {
      const headers = { ...kept(answer), "content-type": "text/html; charset=utf-8" };
      return { status: fault.status, headers, body: "<!doctype html><title>Bakım</title><h1>Bakım çalışması</h1>" };
    }
    case "empty":
      return { status: fault.status, headers: kept(answer), body: "" };
    case "wrong_types":
      return { ...answer, body: JSON.stringify(withWrongTypes(parseJson(answer.body))) };
    default:
      return answer;
  }
}

/** A distorted answer still carries the request id. */
function kept({ headers }: Answer): Answer["headers"] {
  const requestId = headers["x-request-id"];
  return requestId === undefined ? {} : { "x-request-id": requestId };
}

function withWrongTypes(value: unknown): unknown {
  if (Array.isArray(value)) return { 0: value.length };
  if (!isObject(value)) return [value];
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      if (typeof field === "string") return [name, 12_345];
      if (typeof field === "number") return [name, String(field)];
      return [name, withWrongTypes(field)];
    }),
  );
}

async function writeBadly(response: ServerResponse, answer: Answer, fault: Fault): Promise<void> {
  switch (fault.kind) {
    case "drip":
      return drip(response, answer, fault.bytes_per_second);
    case "truncated":
      return truncate(response, answer);
    case "huge":
      return pour(response, answer, fault.bytes, false);
    case "gzip_bomb":
      return pour(response, answer, fault.bytes, true);
    default:
      return write(response, answer);
  }
}

async function drip(
  response: ServerResponse,
  { status, headers, body }: Answer,
  bytesPerSecond: number,
): Promise<void> {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.flushHeaders();
  const gapMs = Math.max(1, 1_000 / bytesPerSecond);
  for (const byte of bytes) {
    await pause(response, gapMs);
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
  }
  response.end();
}

function truncate(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroySoon());
}

// JSON may begin with white space, so the padded body is still the true answer, only unreasonably long.
function* padded(body: string, bytes: number): Generator<Buffer> {
  const block = Buffer.alloc(65_536, " ");
  for (let left = bytes; left > 0; left -= block.length) yield left < block.length ? block.subarray(0, left) : block;
  yield Buffer.from(body);
}

async function pour(response: ServerResponse, answer: Answer, bytes: number, zipped: boolean): Promise<void> {
  const encoding = zipped ? { "content-encoding": "gzip" } : {};
  response.writeHead(answer.status, { ...answer.headers, ...encoding });
  const source = Readable.from(padded(answer.body, bytes));
  try {
    if (zipped) await pipeline(source, createGzip({ level: 1 }), response);
    else await pipeline(source, response);
  } catch (error) {
    // The caller hanging up is the expected end of an endless body.
    if (!response.destroyed) throw error;
  }
}

/** Waits, but not for a caller that has gone. */
async function pause(response: ServerResponse, ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      response.off("close", done);
      resolve();
    }
    response.on("close", done);
  });
}
