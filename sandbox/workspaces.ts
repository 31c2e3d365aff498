import { z } from "zod";
import type { Ledger } from "./ledger.ts";
import { Table } from "./store/table.ts";

export const scopes = ["messages:send", "account:read", "connections:read", "contacts:write"] as const;
export const OAuthScope = z.enum(scopes);
export type OAuthScope = z.infer<typeof OAuthScope>;

export const Rate = z.union([
  z.literal("off"),
  z.object({ per_second: z.number().positive(), burst: z.number().int().positive() }),
]);
export type Rate = z.infer<typeof Rate>;

export const Plan = z.object({
  code: z.string(),
  name: z.string(),
  status: z.enum(["active", "trialing", "past_due", "canceled", "none"]),
  renews_at: z.string().nullable().default(null),
});

export const Sender = z.object({
  name: z.string().min(1).max(32),
  provider: z.string(),
  status: z.enum(["approved", "pending", "rejected"]),
});

export const Connection = z.object({
  code: z.string().regex(/^[a-z0-9_-]{1,64}$/),
  name: z.string(),
  kind: z.enum(["sms", "whatsapp", "telegram"]),
  status: z.enum(["connected", "error", "disabled"]),
  is_default: z.boolean(),
});

/** A customer of the stand-in. `members` are the e-mail addresses that may connect it. */
export const Workspace = z.object({
  id: z.string().regex(/^ws_[A-Za-z0-9_-]{1,40}$/),
  name: z.string().min(1),
  members: z.array(z.string().toLowerCase()),
  plan: Plan.nullable(),
  quota: z.object({
    limit: z.number().int().nonnegative().nullable(),
    /** Units used before `counted_from`; what the ledger took since then is added. */
    used_before: z.number().int().nonnegative(),
    counted_from: z.number().int().nonnegative(),
    period_end: z.string().nullable(),
  }),
  upgrade_url: z.string().nullable(),
  senders: z.array(Sender),
  connections: z.array(Connection),
  /** The most an authorization of this workspace can give. */
  grants: z.array(OAuthScope),
  /** Texts with `{{name}}` places. */
  templates: z.record(z.string().regex(/^[a-z0-9_]{1,64}$/), z.string()),
  /** `null` follows the rate of the whole sandbox. */
  rate: Rate.nullable(),
  /** Whether the last two digits of a recipient decide how a message ends. */
  endings: z.boolean(),
});
export type Workspace = z.infer<typeof Workspace>;

export type Quota = { limit: number | null; used: number; remaining: number | null };

/** The stand-in's customers, and what each of them has used up. */
export class Workspaces {
  readonly #table: Table<Workspace>;
  readonly #ledger: Ledger;

  constructor(file: string, ledger: Ledger, seed: readonly Workspace[]) {
    this.#ledger = ledger;
    this.#table = new Table(file, (value) => Workspace.safeParse(value).data ?? null);
    if (this.#table.values().length === 0) this.seed(seed);
  }

  seed(workspaces: readonly Workspace[]): void {
    for (const workspace of workspaces) this.#table.set(workspace.id, workspace);
  }

  get(id: string): Workspace | undefined {
    return this.#table.get(id);
  }

  all(): Workspace[] {
    return this.#table.values();
  }

  of(email: string): Workspace[] {
    return this.all().filter((workspace) => workspace.members.includes(email));
  }

  people(): string[] {
    return [...new Set(this.all().flatMap((workspace) => workspace.members))];
  }

  put(workspace: Workspace): void {
    this.#table.set(workspace.id, workspace);
  }

  delete(id: string): void {
    this.#table.delete(id);
  }

  clear(): void {
    this.#table.clear();
  }

  quota(workspace: Workspace): Quota {
    const { limit, used_before, counted_from } = workspace.quota;
    const used = used_before + Math.max(0, this.#ledger.index.acceptedBy(workspace.id) - counted_from);
    return { limit, used, remaining: limit === null ? null : Math.max(0, limit - used) };
  }

  /** States how much is used now; from here on the ledger counts. */
  withUsed(workspace: Workspace, used: number): Workspace {
    const counted_from = this.#ledger.index.acceptedBy(workspace.id);
    return { ...workspace, quota: { ...workspace.quota, used_before: used, counted_from } };
  }

  /** Whether the plan lets the workspace send, or which refusal it meets. */
  gate(workspace: Workspace): "open" | "no_active_plan" | "quota_exceeded" {
    const status = workspace.plan?.status ?? "none";
    if (status !== "active" && status !== "trialing") return "no_active_plan";
    return this.quota(workspace).remaining === 0 ? "quota_exceeded" : "open";
  }
}
