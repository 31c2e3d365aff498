import { z } from "zod";
import { Target } from "../faults.ts";
import { Connection, OAuthScope, Plan, Rate, Sender, scopes, Workspace } from "../workspaces.ts";

/** What tests may set on a workspace. Everything left out stays as it is, or as the ordinary workspace has it. */
export const WorkspaceChange = z.strictObject({
  name: z.string().min(1).optional(),
  members: z.array(z.email().toLowerCase()).optional(),
  plan: Plan.nullable().optional(),
  quota: z
    .strictObject({
      limit: z.number().int().nonnegative().nullable().optional(),
      used: z.number().int().nonnegative().optional(),
      period_end: z.string().nullable().optional(),
    })
    .optional(),
  upgrade_url: z.string().nullable().optional(),
  senders: z.array(Sender).optional(),
  connections: z.array(Connection).optional(),
  grants: z.array(OAuthScope).optional(),
  templates: Workspace.shape.templates.optional(),
  rate: Rate.nullable().optional(),
  endings: z.boolean().optional(),
});
export type WorkspaceChange = z.infer<typeof WorkspaceChange>;

export const NewWorkspace = WorkspaceChange.extend({ id: Workspace.shape.id.optional() });

export const NewKey = z.strictObject({
  workspace: z.string(),
  scopes: z.array(OAuthScope).default([...scopes]),
  client: z.string().default("tellal"),
});

export const Approval = z.strictObject({
  /** The address the browser would have been sent to. */
  url: z.url(),
  workspace: z.string(),
  /** Defaults to the first member of the workspace. */
  email: z.string().optional(),
  /** Defaults to everything that was asked. */
  scopes: z.array(OAuthScope).optional(),
  decision: z.enum(["allow", "refuse"]).default("allow"),
});
export type Approval = z.infer<typeof Approval>;

const count = z.coerce.number().int().nonnegative();
const flag = z.enum(["0", "1"]).transform((value) => value === "1");
/** Longest time a question may wait for its answer to become true. */
const wait = z.coerce.number().int().min(0).max(60_000).default(0);

export const LedgerQuery = z.strictObject({
  workspace: z.string().optional(),
  to: z.string().optional(),
  job_id: z.string().optional(),
  after: count.optional(),
  before: count.optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
  refused: flag.default(false),
});

export const CountsQuery = z.strictObject({
  workspace: z.string().optional(),
  to: z.string().optional(),
  after: count.optional(),
  at_least: count.default(0),
  wait_ms: wait,
});

export const DuplicatesQuery = z.strictObject({
  workspace: z.string().optional(),
  after: count.optional(),
  by: z.enum(["to", "text"]).default("to"),
});

export const CallsQuery = z.strictObject({
  on: Target.optional(),
  path: z.string().optional(),
  workspace: z.string().optional(),
  key: z.string().optional(),
  after: count.optional(),
  at_least: count.default(0),
  wait_ms: wait,
});

export const MailQuery = z.strictObject({
  to: z.string().optional(),
  subject: z.string().optional(),
  after: count.optional(),
  wait_ms: wait,
});

export const KeysQuery = z.strictObject({
  workspace: z.string().optional(),
  state: z.enum(["active", "revoked"]).optional(),
});

export const ClearQuery = z.strictObject({ workspace: z.string().optional() });

/** What the signatory decides; `hash` and `foreign_key` bend the receipt, to see that it is not believed. */
export const SignatureDecision = z.strictObject({
  decision: z.enum(["sign", "refuse"]),
  hash: z.string().optional(),
  foreign_key: z.boolean().optional(),
});
