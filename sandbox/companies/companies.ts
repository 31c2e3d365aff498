import { join } from "node:path";
import { z } from "zod";
import { Table } from "../store/table.ts";
import { Account, demoAccounts, type IletimerkeziAccount, type TurkeysmsAccount } from "./accounts.ts";

/** One order of iletiMerkezi: its messages are the ledger lines `first` to `last`. */
export const Order = z.object({
  id: z.number().int(),
  account: z.string(),
  sender: z.string(),
  iys: z.boolean(),
  /** The list a commercial order named; null for one that asks no consent. */
  iys_list: z.enum(["BIREYSEL", "TACIR"]).nullable().default(null),
  first: z.number().int(),
  last: z.number().int(),
  submitted_at: z.number(),
  send_at: z.number(),
  cancelled_at: z.number().nullable(),
  price: z.number(),
});
export type Order = z.infer<typeof Order>;

const Blocked = z.object({ account: z.string(), number: z.string(), at: z.number() });
export type Blocked = z.infer<typeof Blocked>;

export const Consent = z.object({
  account: z.string(),
  recipient: z.string(),
  recipientType: z.enum(["BIREYSEL", "TACIR"]),
  type: z.enum(["MESAJ", "EPOSTA", "ARAMA"]),
  status: z.enum(["ONAY", "RET"]),
  source: z.string(),
  consentDate: z.string(),
});
export type Consent = z.infer<typeof Consent>;

export const Inbound = z.object({
  account: z.string(),
  id: z.number().int(),
  from: z.string(),
  to: z.string(),
  text: z.string(),
  at: z.number(),
});
export type Inbound = z.infer<typeof Inbound>;

const firstOrder = 312_000_000;

/** What the two SMS companies know besides the ledger. Everything survives a restart. */
export class Companies {
  readonly #accounts: Table<Account>;
  readonly #orders: Table<Order>;
  readonly #blocked: Table<Blocked>;
  readonly #consents: Table<Consent>;
  readonly #inbox: Table<Inbound>;
  #lastOrder: number;

  constructor(folder: string) {
    const file = (name: string): string => join(folder, `${name}.ndjson`);
    this.#accounts = new Table(file("accounts"), (value) => Account.safeParse(value).data ?? null);
    this.#orders = new Table(file("orders"), (value) => Order.safeParse(value).data ?? null);
    this.#blocked = new Table(file("blacklist"), (value) => Blocked.safeParse(value).data ?? null);
    this.#consents = new Table(file("consents"), (value) => Consent.safeParse(value).data ?? null);
    this.#inbox = new Table(file("inbox"), (value) => Inbound.safeParse(value).data ?? null);
    this.#lastOrder = this.#orders.values().reduce((last, { id }) => Math.max(last, id), firstOrder);
    if (this.#accounts.values().length === 0) this.#seed();
  }

  #seed(): void {
    for (const account of demoAccounts()) this.put(account);
  }

  all(): Account[] {
    return this.#accounts.values();
  }

  get(id: string): Account | undefined {
    return this.#accounts.get(id);
  }

  put(account: Account): void {
    this.#accounts.set(account.id, account);
  }

  delete(id: string): void {
    this.#accounts.delete(id);
  }

  byKeyAndHash(key: string, hash: string): IletimerkeziAccount | undefined {
    return this.all().find(
      (one): one is IletimerkeziAccount => one.system === "iletimerkezi" && one.key === key && one.hash === hash,
    );
  }

  byApiKey(apiKey: string): TurkeysmsAccount | undefined {
    return this.all().find((one): one is TurkeysmsAccount => one.system === "turkeysms" && one.api_key === apiKey);
  }

  addOrder(order: Omit<Order, "id">): Order {
    this.#lastOrder += 1;
    const row = { ...order, id: this.#lastOrder };
    this.#orders.set(String(row.id), row);
    return row;
  }

  putOrder(order: Order): void {
    this.#orders.set(String(order.id), order);
  }

  order(account: string, id: string): Order | undefined {
    const found = this.#orders.get(id);
    return found?.account === account ? found : undefined;
  }

  /** Newest first. */
  orders(account?: string): Order[] {
    return this.#orders
      .values()
      .filter((order) => account === undefined || order.account === account)
      .toReversed();
  }

  block(account: string, number: string, at: number): void {
    const key = `${account} ${number}`;
    if (this.#blocked.get(key) === undefined) this.#blocked.set(key, { account, number, at });
  }

  /** False when it was not there. */
  unblock(account: string, number: string): boolean {
    const key = `${account} ${number}`;
    if (this.#blocked.get(key) === undefined) return false;
    this.#blocked.delete(key);
    return true;
  }

  isBlocked(account: string, number: string): boolean {
    return this.#blocked.get(`${account} ${number}`) !== undefined;
  }

  blocked(account?: string): Blocked[] {
    return this.#blocked.values().filter((one) => account === undefined || one.account === account);
  }

  record(consent: Consent): void {
    this.#consents.set([consent.account, consent.recipient, consent.recipientType, consent.type].join(" "), consent);
  }

  consents(account?: string, recipient?: string): Consent[] {
    return this.#consents
      .values()
      .filter((one) => account === undefined || one.account === account)
      .filter((one) => recipient === undefined || one.recipient === recipient);
  }

  receive(message: Omit<Inbound, "id">): Inbound {
    const row = { ...message, id: this.#inbox.values().length + 1 };
    this.#inbox.set(String(row.id), row);
    return row;
  }

  inbox(account: string): Inbound[] {
    return this.#inbox.values().filter((one) => one.account === account);
  }

  clear(): void {
    for (const table of [this.#accounts, this.#orders, this.#blocked, this.#consents, this.#inbox]) table.clear();
    this.#lastOrder = firstOrder;
    this.#seed();
  }
}
