import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

/** The header that carries the id of a request: in from a proxy we trust, on to the pages, out to the browser. */
export const REQUEST_HEADER = "x-request-id";

// The framework may load this file more than once in a process; the store must be one.
const KEY = Symbol.for("tellal.request-id");
const shared: typeof globalThis & { [KEY]?: AsyncLocalStorage<string> } = globalThis;
shared[KEY] ??= new AsyncLocalStorage<string>();
const current = shared[KEY];

/** Makes an id that people can read to each other: twelve hexadecimal digits. */
export function newRequestId(): string {
  return randomBytes(6).toString("hex");
}

/** Whether a text that came from outside can serve as an id: it is written into logs and answers. */
export function isRequestId(text: unknown): text is string {
  return typeof text === "string" && /^[\w-]{8,64}$/.test(text);
}

/** The id of the request that is being worked on, or of the one that a job came from. */
export function currentRequestId(): string | undefined {
  return current.getStore();
}

/** Works under an id: what is logged and enqueued meanwhile carries it. */
export function withRequestId<T>(id: string, work: () => T): T {
  return current.run(id, work);
}
