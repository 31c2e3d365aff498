import { isObject } from "../answer.ts";
import { isWellFormed } from "../segments.ts";
import { type Detail, Refusal } from "./refusal.ts";

export const maxBodyLength = 1_600;
const maxItems = 200;
const maxFallbacks = 3;

export type Variables = Record<string, string | number>;
export type Item = { to: string; body: string | null; variables: Variables };

/** What is the same for every recipient of a call. */
export type Envelope = {
  provider: string | null;
  sender: string | null;
  template: string | null;
  iys: boolean;
  fallback: string[];
};

/** Collects every fault of a request, so that one answer names them all. */
class Findings {
  readonly details: Detail[] = [];

  say(path: string, message: string): void {
    this.details.push({ path, message });
  }

  end(): void {
    if (this.details.length > 0) {
      throw new Refusal(422, "validation_error", "The request did not validate.", { details: this.details });
    }
  }
}

function text(value: unknown, path: string, max: number, findings: Findings): string {
  if (typeof value !== "string") findings.say(path, "must be a string");
  else if (value.length < 1 || value.length > max) findings.say(path, `must be 1 to ${max} characters long`);
  else if (!isWellFormed(value)) findings.say(path, "must not hold half a surrogate pair");
  else return value;
  return "";
}

function code(value: unknown, path: string, form: RegExp, findings: Findings): string | null {
  if (value === undefined) return null;
  if (typeof value === "string" && form.test(value)) return value;
  findings.say(path, `must be a string like ${form.source}`);
  return null;
}

function fallbacks(value: unknown, findings: Findings): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    findings.say("fallback", "must be an array of provider codes");
    return [];
  }
  if (value.length > maxFallbacks) findings.say("fallback", `must hold at most ${maxFallbacks} codes`);
  return value.flatMap((entry, index) => code(entry, `fallback[${index}]`, /^[a-z0-9_-]{1,64}$/, findings) ?? []);
}

function envelope(body: Record<string, unknown>, findings: Findings): Envelope {
  const { iys } = body;
  if (iys !== undefined && typeof iys !== "boolean") findings.say("iys", "must be true or false");
  return {
    provider: code(body.provider, "provider", /^[a-z0-9_-]{1,64}$/, findings),
    sender: body.sender === undefined ? null : text(body.sender, "sender", 32, findings),
    template: code(body.template, "template", /^[a-z0-9_]{1,64}$/, findings),
    iys: iys === true,
    fallback: fallbacks(body.fallback, findings),
  };
}

function variables(value: unknown, path: string, findings: Findings): Variables {
  if (value === undefined) return {};
  if (!isObject(value)) {
    findings.say(path, "must be an object");
    return {};
  }
  const read: Variables = {};
  for (const [name, entry] of Object.entries(value)) {
    if (typeof entry === "string" || typeof entry === "number") read[name] = entry;
    else findings.say(`${path}.${name}`, "must be a string or a number");
  }
  return read;
}

function object(body: unknown): Record<string, unknown> {
  if (isObject(body)) return body;
  throw new Refusal(422, "validation_error", "The request did not validate.", {
    details: [{ path: "", message: "must be a JSON object" }],
  });
}

/** Reads `POST /v1/messages`. Unknown fields are ignored. */
export function parseSingle(value: unknown): { envelope: Envelope; items: [Item] } {
  const body = object(value);
  const findings = new Findings();
  const common = envelope(body, findings);
  const to = text(body.to, "to", 64, findings);
  const hasBody = body.body !== undefined;
  const hasTemplate = body.template !== undefined;
  if (hasBody === hasTemplate) findings.say("body", "exactly one of body and template is needed");
  if (body.variables !== undefined && !hasTemplate) findings.say("variables", "only together with template");
  const item = {
    to,
    body: hasBody ? text(body.body, "body", maxBodyLength, findings) : null,
    variables: variables(body.variables, "variables", findings),
  };
  findings.end();
  return { envelope: common, items: [item] };
}

function parseItem(value: unknown, path: string, hasTemplate: boolean, findings: Findings): Item {
  if (!isObject(value)) {
    findings.say(path, "must be an object");
    return { to: "", body: null, variables: {} };
  }
  const to = text(value.to, `${path}.to`, 64, findings);
  if (hasTemplate) {
    if (value.body !== undefined) findings.say(`${path}.body`, "not together with template");
    return { to, body: null, variables: variables(value.variables, `${path}.variables`, findings) };
  }
  if (value.variables !== undefined) findings.say(`${path}.variables`, "only together with template");
  return { to, body: text(value.body, `${path}.body`, maxBodyLength, findings), variables: {} };
}

/** Reads `POST /v1/messages/bulk`. */
export function parseBulk(value: unknown): { envelope: Envelope; items: Item[] } {
  const body = object(value);
  const findings = new Findings();
  const common = envelope(body, findings);
  const list = body.items;
  const hasTemplate = body.template !== undefined;
  let items: Item[] = [];
  if (!Array.isArray(list)) findings.say("items", "must be an array");
  else if (list.length < 1 || list.length > maxItems) findings.say("items", `must hold 1 to ${maxItems} items`);
  else items = list.map((entry, index) => parseItem(entry, `items[${index}]`, hasTemplate, findings));
  findings.end();
  return { envelope: common, items };
}
