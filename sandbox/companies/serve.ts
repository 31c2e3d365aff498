import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type Answer, json, readBody, write } from "../answer.ts";
import type { Call, Fault } from "../faults.ts";
import { isLocal } from "../origin.ts";
import { deliver, type ErrorAnswer } from "../spoil.ts";
import { newRequestId, type World } from "../world.ts";

/** One request to an SMS company, read. */
export type Incoming = {
  method: string;
  path: string;
  query: Record<string, string>;
  /** The parsed JSON body; undefined when there was none that is JSON. */
  body: unknown;
  requestId: string;
  seen: Call;
};

/** What a company is for the listener. */
export type Company = {
  on: "iletimerkezi" | "turkeysms";
  /** Who calls, as switches and the call log name it, and the numbers it names. Read loosely. */
  look: (world: World, incoming: Incoming) => Pick<Call, "workspace" | "key" | "recipients">;
  answer: (world: World, incoming: Incoming) => Promise<Answer> | Answer;
  /** Whether an answer says that the work was done. */
  isDone: (answer: Answer) => boolean;
  error: ErrorAnswer;
  /** What only this company can do to an answer. */
  reshape: (answer: Answer, fault: Fault) => Answer;
};

const maxBytes = 8_388_608;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const read = await readBody(request, maxBytes);
  const type = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  return read.kind === "text" && type === "application/json" ? parsed(read.text) : undefined;
}

async function answerOne(
  world: World,
  company: Company,
  prefix: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = newRequestId();
  const url = new URL((request.url ?? "/").slice(prefix.length) || "/", "http://localhost");
  const method = request.method ?? "GET";
  const { pathname: path } = url;
  const seen: Call = { on: company.on, method, path, workspace: null, key: null, recipients: [] };
  if (!isLocal(request.headers.host))
    return write(response, json(403, { error: "The sandbox answers only local names." }));
  const body = method === "POST" ? await bodyOf(request) : undefined;
  const incoming: Incoming = { method, path, query: Object.fromEntries(url.searchParams), body, requestId, seen };
  Object.assign(seen, company.look(world, incoming));
  const log = (status: number | null): void =>
    world.calls.add({ on: company.on, method, path, status, workspace: seen.workspace, key: seen.key, requestId });
  const before = world.faults.take(seen, "before");
  if (before.length > 0) return log(await deliver(response, json(200, {}), before, company.error));
  const answer = await company.answer(world, incoming);
  const after = company.isDone(answer) ? world.faults.take(seen, "after") : [];
  const spoilt = after.reduce(company.reshape, answer);
  log(await deliver(response, spoilt, after, company.error));
}

/** Listens for one company under a path of the API's address. */
export function companyListener(world: World, company: Company, prefix: string): RequestListener {
  return (request, response) => {
    answerOne(world, company, prefix, request, response).catch((error: unknown) => {
      if (response.destroyed || response.headersSent) return response.destroy();
      console.error(error);
      return write(response, json(500, { error: "The sandbox failed." }));
    });
  };
}
