import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SandboxOptions, startSandbox } from "../sandbox.ts";

export const redirectUri = "http://localhost:3000/connect/iletiniz/callback";

export type Reply = { status: number; headers: Headers; body: unknown };
export type Sending = {
  method?: string;
  body?: unknown;
  raw?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/** A sandbox of a test's own, on free ports and in a folder of its own. */
export class Running {
  readonly auth: string;
  readonly api: string;
  readonly smtp: string;
  readonly iletimerkezi: string;
  readonly turkeysms: string;
  readonly folder: string;
  readonly #stop: () => Promise<void>;

  private constructor(
    folder: string,
    addresses: { auth: string; api: string; smtp: string; iletimerkezi: string; turkeysms: string },
    stop: () => Promise<void>,
  ) {
    this.folder = folder;
    this.auth = addresses.auth;
    this.api = addresses.api;
    this.smtp = addresses.smtp;
    this.iletimerkezi = addresses.iletimerkezi;
    this.turkeysms = addresses.turkeysms;
    this.#stop = stop;
  }

  static async start(options: Partial<SandboxOptions> = {}): Promise<Running> {
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), "sandbox-"));
    const sandbox = await startSandbox({
      authPort: 0,
      apiPort: 0,
      smtpPort: 0,
      redirectUris: [redirectUri],
      issuer: null,
      timeScale: 10_000,
      ...options,
      folder,
    });
    return new Running(folder, sandbox.addresses, sandbox.stop);
  }

  async stop(): Promise<void> {
    await this.#stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Stops but keeps the folder, to start again on it. */
  async pause(): Promise<void> {
    await this.#stop();
  }

  control(path: string, sending: Sending = {}): Promise<Reply> {
    return call(`${this.auth}/control${path}`, sending);
  }

  /** An account of an SMS company nobody else uses, as the control surface shows it. */
  async account(system: "iletimerkezi" | "turkeysms", change: object = {}): Promise<Record<string, unknown>> {
    const limit = system === "iletimerkezi" ? { rate: "off" } : { per_minute: "off" };
    const made = await this.control("/accounts", { method: "POST", body: { system, ...limit, ...change } });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return Object(made.body);
  }

  /** Turns a fault on for one account. */
  async spoil(account: Record<string, unknown>, fault: object, more: object = {}): Promise<void> {
    const body = { on: account.system, workspace: account.id, fault, ...more };
    const set = await this.control("/switches", { method: "POST", body });
    if (set.status !== 201) throw new Error(JSON.stringify(set.body));
  }

  /** A workspace and a key nobody else uses. */
  async customer(change: object = {}, scopes?: string[]): Promise<Customer> {
    const made = await this.control("/workspaces", { method: "POST", body: { rate: "off", ...change } });
    const workspace = text(made.body, "id");
    const key = await this.control("/keys", { method: "POST", body: { workspace, ...(scopes && { scopes }) } });
    return new Customer(this, workspace, text(key.body, "key"), text(key.body, "fingerprint"));
  }
}

export class Customer {
  readonly #sandbox: Running;
  readonly id: string;
  readonly key: string;
  readonly fingerprint: string;

  constructor(sandbox: Running, id: string, key: string, fingerprint: string) {
    this.#sandbox = sandbox;
    this.id = id;
    this.key = key;
    this.fingerprint = fingerprint;
  }

  call(path: string, sending: Sending = {}): Promise<Reply> {
    const headers = { authorization: `Bearer ${this.key}`, ...sending.headers };
    return call(`${this.#sandbox.api}${path}`, { ...sending, headers });
  }

  send(body: object): Promise<Reply> {
    return this.call("/v1/messages", { method: "POST", body });
  }

  bulk(body: object): Promise<Reply> {
    return this.call("/v1/messages/bulk", { method: "POST", body });
  }

  /** Turns a fault on for this customer only. */
  async spoil(fault: object, more: object = {}): Promise<string> {
    const set = await this.#sandbox.control("/switches", {
      method: "POST",
      body: { workspace: this.id, fault, ...more },
    });
    if (set.status !== 201) throw new Error(JSON.stringify(set.body));
    return text(set.body, "id");
  }

  async accepted(): Promise<number> {
    const { body } = await this.#sandbox.control(`/ledger/counts?workspace=${this.id}`);
    return amount(body, "accepted");
  }

  async ledger(query = ""): Promise<unknown[]> {
    const { body } = await this.#sandbox.control(`/ledger?workspace=${this.id}${query}`);
    return list(body, "messages");
  }
}

export async function call(address: string, { method, body, raw, headers, signal }: Sending): Promise<Reply> {
  const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
  const response = await fetch(address, {
    method: method ?? "GET",
    body: sent,
    redirect: "manual",
    headers: { ...(sent === null ? {} : { "content-type": "application/json" }), ...headers },
    ...(signal && { signal }),
  });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(answer) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** One field of an answer; the test fails on `undefined` when it is not there. */
function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

export function text(value: unknown, name: string): string {
  const found = field(value, name);
  if (typeof found !== "string") throw new Error(`no text ${name} in ${JSON.stringify(value)}`);
  return found;
}

function amount(value: unknown, name: string): number {
  const found = field(value, name);
  if (typeof found !== "number") throw new Error(`no number ${name} in ${JSON.stringify(value)}`);
  return found;
}

export function list(value: unknown, name: string): unknown[] {
  const found = field(value, name);
  if (!Array.isArray(found)) throw new Error(`no list ${name} in ${JSON.stringify(value)}`);
  return found;
}
