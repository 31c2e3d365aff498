import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CallLog } from "./calls.ts";
import { Companies } from "./companies/companies.ts";
import { CompanyFlow } from "./companies/flow.ts";
import { Webhooks } from "./companies/webhooks.ts";
import { Faults } from "./faults.ts";
import { Keys } from "./keys.ts";
import { Ledger } from "./ledger.ts";
import { Mailbox } from "./mailbox.ts";
import { RateLimits } from "./rate.ts";
import { demoWorkspaces } from "./seed.ts";
import { SignatureBook } from "./signature/book.ts";
import { Table } from "./store/table.ts";
import { Rate, Workspaces } from "./workspaces.ts";

const usualRate: Rate = { per_second: 10, burst: 20 };

/** Everything the stand-in knows. One per process, handed to each listener. */
export class World {
  readonly folder: string;
  readonly timeScale: number;
  readonly ledger: Ledger;
  readonly workspaces: Workspaces;
  readonly keys: Keys;
  readonly mailbox: Mailbox;
  readonly companies: Companies;
  readonly webhooks: Webhooks;
  readonly flow = new CompanyFlow();
  readonly signatures: SignatureBook;
  readonly faults = new Faults();
  readonly calls = new CallLog();
  readonly rates = new RateLimits();
  readonly #settings: Table<Rate>;

  constructor(folder: string, timeScale: number) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.folder = folder;
    this.timeScale = timeScale;
    this.ledger = new Ledger(join(folder, "ledger.ndjson"));
    this.workspaces = new Workspaces(join(folder, "workspaces.ndjson"), this.ledger, demoWorkspaces(new Date()));
    this.keys = new Keys(join(folder, "keys.ndjson"));
    this.companies = new Companies(folder);
    this.webhooks = new Webhooks(timeScale);
    this.mailbox = new Mailbox(join(folder, "mail"));
    this.signatures = new SignatureBook(folder);
    this.#settings = new Table(join(folder, "settings.ndjson"), (value) => Rate.safeParse(value).data ?? null);
  }

  /** Requests each key may make, unless its workspace says otherwise. */
  get rate(): Rate {
    return this.#settings.get("rate") ?? usualRate;
  }

  set rate(rate: Rate) {
    this.#settings.set("rate", z.parse(Rate, rate));
  }

  /** Back to the first start: demo workspaces only, no keys, an empty ledger, every switch off. */
  reset(): void {
    this.faults.clear();
    this.calls.clear();
    this.rates.clear();
    this.keys.clear();
    this.ledger.clear();
    this.mailbox.clear();
    this.companies.clear();
    this.flow.clear();
    this.signatures.clear();
    this.#settings.clear();
    this.workspaces.clear();
    this.workspaces.seed(demoWorkspaces(new Date()));
  }

  close(): void {
    this.webhooks.stop();
    this.ledger.close();
  }
}

export function newRequestId(): string {
  return `req_${randomBytes(9).toString("base64url")}`;
}
