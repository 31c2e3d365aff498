import { isUtf8 } from "node:buffer";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

/** A whole answer, decided before a byte of it is written. */
export type Answer = { status: number; headers: OutgoingHttpHeaders; body: string };

export function json(status: number, value: unknown, headers: OutgoingHttpHeaders = {}): Answer {
  const type = { "content-type": "application/json; charset=utf-8" };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(value) };
}

export function write(response: ServerResponse, { status, headers, body }: Answer): void {
  // A body is not allowed with these, and sending one would break the next answer on the same connection.
  const bytes = status === 204 || status === 304 ? "" : body;
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(bytes) });
  response.end(bytes);
}

export type Body = { kind: "text"; text: string } | { kind: "too_large" } | { kind: "not_utf8" };

/** Reads a request body of at most `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return { kind: "too_large" };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > limit) return { kind: "too_large" };
    chunks.push(bytes);
  }
  const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
  return isUtf8(whole) ? { kind: "text", text: whole.toString("utf8") } : { kind: "not_utf8" };
}

/** Parses JSON from outside; `undefined` stands for text that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Narrows to an object with unknown fields; arrays and null do not count. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
