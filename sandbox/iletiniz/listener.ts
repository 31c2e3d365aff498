import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type Answer, isObject, json, parseJson, readBody, write } from "../answer.ts";
import type { Call } from "../faults.ts";
import { fingerprint, type IssuedKey } from "../keys.ts";
import { isLocal } from "../origin.ts";
import { deliver } from "../spoil.ts";
import { newRequestId, type World } from "../world.ts";
import { bearer, type Caller, mayCall, needScope } from "./caller.ts";
import { parseBulk, parseSingle } from "./parse.ts";
import { Refusal, switchedError } from "./refusal.ts";
import { submit } from "./submit.ts";
import { accountAnswer, bulkAnswer, misfit, singleAnswer, statusAnswer } from "./wire.ts";

const maxSingleBytes = 65_536;
const maxBulkBytes = 4_194_304;

type Incoming = { method: string; path: string; secret: string | null; body: unknown; requestId: string; seen: Call };

/** The API: paths under `/v1`, JSON in and out, a key on every call but the health check. */
export function iletinizListener(world: World): RequestListener {
  return (request, response) => {
    answerOne(world, request, response).catch((error: unknown) => {
      if (response.destroyed || response.headersSent) return response.destroy();
      console.error(error);
      return write(response, json(500, { error: "internal_error", message: "The sandbox failed." }));
    });
  };
}

async function answerOne(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = newRequestId();
  response.setHeader("x-request-id", requestId);
  const method = request.method ?? "GET";
  const [path = "/"] = (request.url ?? "/").split("?", 1);
  const secret = bearer(request.headers.authorization);
  const key = secret === null ? undefined : world.keys.find(secret);
  const seen = seenCall(method, path, key);
  const log = (status: number | null): void =>
    world.calls.add({ on: "api", method, path, status, workspace: seen.workspace, key: seen.key, requestId });

  let body: unknown;
  try {
    if (!isLocal(request.headers.host)) throw new Refusal(403, "forbidden", "The sandbox answers only local names.");
    body = method === "POST" ? await readJson(request, path) : undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // The rest of an oversized body is not read, so the connection cannot be used again.
    response.setHeader("connection", "close");
    write(response, error.answer());
    log(error.status);
    return;
  }

  seen.recipients = recipientsOf(body);
  const before = world.faults.take(seen, "before");
  if (before.length > 0) {
    log(await deliver(response, json(200, {}), before, switchedError));
    return;
  }
  const answer = truth(world, { method, path, secret, body, requestId, seen });
  const after = answer.status < 300 ? world.faults.take(seen, "after") : [];
  if (after.length === 0) write(response, answer);
  log(after.length === 0 ? answer.status : await deliver(response, reordered(answer, after), after, switchedError));
}

function seenCall(method: string, path: string, key: IssuedKey | undefined): Call & { recipients: readonly string[] } {
  return {
    on: "api",
    method,
    path,
    workspace: key?.workspace ?? null,
    key: key === undefined ? null : fingerprint(key),
    recipients: [],
  };
}

async function readJson(request: IncomingMessage, path: string): Promise<unknown> {
  const limit = path === "/v1/messages/bulk" ? maxBulkBytes : maxSingleBytes;
  const read = await readBody(request, limit);
  if (read.kind === "too_large") throw new Refusal(413, "payload_too_large", `At most ${limit} bytes are taken.`);
  const type = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  const value = read.kind === "text" && type === "application/json" ? parseJson(read.text) : undefined;
  if (value === undefined) {
    throw new Refusal(400, "validation_error", "The body must be UTF-8 JSON with content-type application/json.");
  }
  return value;
}

/** The recipients a switch may look for, read loosely because the body is not validated yet. */
function recipientsOf(body: unknown): string[] {
  if (!isObject(body)) return [];
  const { to, items } = body;
  if (typeof to === "string") return [to];
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => (isObject(item) && typeof item.to === "string" ? [item.to] : []));
}

function reordered(answer: Answer, faults: readonly { kind: string }[]): Answer {
  const fault = faults.find((one): one is ResultsFault => one.kind === "results");
  const value = fault === undefined ? undefined : parseJson(answer.body);
  if (fault === undefined || !isBulkAnswer(value)) return answer;
  return { ...answer, body: JSON.stringify(misfit(value, fault.variant)) };
}

type ResultsFault = { kind: "results"; variant: Parameters<typeof misfit>[1] };

function isBulkAnswer(value: unknown): value is Parameters<typeof misfit>[0] {
  return isObject(value) && Array.isArray(value.results);
}

function truth(world: World, incoming: Incoming): Answer {
  try {
    return route(world, incoming);
  } catch (error) {
    if (error instanceof Refusal) return error.answer();
    throw error;
  }
}

function route(world: World, incoming: Incoming): Answer {
  const { method, path } = incoming;
  if (path === "/v1/health") return only(method, "GET", () => json(200, { ok: true, db: "up" }));
  const caller = mayCall(world, incoming.secret, Date.now());
  switch (path) {
    case "/v1/account":
      return only(method, "GET", () => {
        needScope(caller, "account:read");
        return json(200, accountAnswer(world, caller.workspace));
      });
    case "/v1/senders":
      return only(method, "GET", () => {
        needScope(caller, "connections:read");
        const { senders, connections } = caller.workspace;
        return json(200, { senders, connections });
      });
    case "/v1/messages":
      return only(method, "POST", () => takeSingle(world, caller, incoming));
    case "/v1/messages/bulk":
      return only(method, "POST", () => takeBulk(world, caller, incoming));
    default:
      return byJobId(world, caller, incoming);
  }
}

function only(method: string, allowed: string, answer: () => Answer): Answer {
  if (method === allowed) return answer();
  throw new Refusal(405, "method_not_allowed", `Only ${allowed} is answered here.`, { headers: { allow: allowed } });
}

function takeSingle(world: World, caller: Caller, { body, requestId, seen }: Incoming): Answer {
  needScope(caller, "messages:send");
  const { envelope, items } = parseSingle(body);
  const now = Date.now();
  const submission = { ...caller, envelope, items, call: "single" as const, requestId, seen };
  const [result] = submit(world, submission, now).results;
  if (result === undefined) throw new Error("a single message had no result");
  return json(200, singleAnswer(result, envelope, now));
}

function takeBulk(world: World, caller: Caller, { body, requestId, seen }: Incoming): Answer {
  needScope(caller, "messages:send");
  const { envelope, items } = parseBulk(body);
  const now = Date.now();
  const submission = { ...caller, envelope, items, call: "bulk" as const, requestId, seen };
  const { provider, results } = submit(world, submission, now);
  return json(200, bulkAnswer(results, provider, envelope, now));
}

function byJobId(world: World, caller: Caller, { method, path }: Incoming): Answer {
  const encoded = /^\/v1\/messages\/([^/]+)$/.exec(path)?.[1];
  if (encoded === undefined) throw new Refusal(404, "not_found", "There is nothing here.");
  return only(method, "GET", () => {
    needScope(caller, "messages:send");
    const jobId = decoded(encoded);
    if (jobId.length < 16 || jobId.length > 32) {
      throw new Refusal(422, "validation_error", "The request did not validate.", {
        details: [{ path: "job_id", message: "must be 16 to 32 characters long" }],
      });
    }
    const line = world.ledger.find(jobId);
    if (line === null || line.workspace !== caller.workspace.id) {
      throw new Refusal(404, "not_found", "There is no such message.");
    }
    return json(200, statusAnswer(world, line, Date.now()));
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
