import { randomBytes } from "node:crypto";
import { z } from "zod";

const When = z.enum(["before", "after"]);
const size = z.number().int().positive().max(2_147_483_648);

/** The ways an answer can go wrong. `before` means nothing was recorded, `after` that the work was done first. */
export const Fault = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("status"),
    status: z.number().int().min(200).max(599),
    code: z.string().optional(),
    message: z.string().optional(),
    retry_after: z.union([z.number(), z.string()]).optional(),
    when: When.default("before"),
  }),
  z.strictObject({ kind: z.literal("hang"), when: When.default("before") }),
  z.strictObject({ kind: z.literal("reset"), when: When.default("before") }),
  z.strictObject({
    kind: z.literal("redirect"),
    status: z.union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)]).default(302),
    location: z.string(),
    when: When.default("before"),
  }),
  z.strictObject({ kind: z.literal("slow"), ms: z.number().int().nonnegative() }),
  z.strictObject({ kind: z.literal("drip"), bytes_per_second: z.number().positive().default(1) }),
  z.strictObject({ kind: z.literal("malformed") }),
  z.strictObject({ kind: z.literal("html"), status: z.number().int().min(200).max(599).default(200) }),
  /** TurkeySMS: the text of a PHP array in spite of `response_type`. */
  z.strictObject({ kind: z.literal("php") }),
  z.strictObject({ kind: z.literal("truncated") }),
  z.strictObject({ kind: z.literal("empty"), status: z.number().int().min(200).max(299).default(204) }),
  z.strictObject({ kind: z.literal("wrong_types") }),
  z.strictObject({ kind: z.literal("huge"), bytes: size.default(10_485_760) }),
  z.strictObject({ kind: z.literal("gzip_bomb"), bytes: size.default(1_073_741_824) }),
  z.strictObject({ kind: z.literal("results"), variant: z.enum(["short", "long", "shuffled", "wrong_to"]) }),
  z.strictObject({ kind: z.literal("refuse"), code: z.string().min(1) }),
  z.strictObject({
    kind: z.literal("token"),
    variant: z.enum([
      "missing",
      "empty",
      "array",
      "huge",
      "crlf",
      "wrong_form",
      "wrong_token_type",
      "lower_case_token_type",
      "expires_in",
      "refresh_token",
      "fewer_scopes",
      "extra_scope",
      "no_scope",
      "no_workspace",
      "as_api_key",
      "as_key",
    ]),
  }),
  z.strictObject({
    kind: z.literal("authorization_error"),
    code: z.string().min(1),
    description: z.string().optional(),
    uri: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal("iss"),
    variant: z.enum(["wrong", "missing", "trailing_slash", "upper_case_host", "duplicated"]),
  }),
  z.strictObject({ kind: z.literal("state"), variant: z.enum(["wrong", "missing"]) }),
  z.strictObject({ kind: z.literal("metadata"), patch: z.record(z.string(), z.unknown()) }),
]);
export type Fault = z.infer<typeof Fault>;

export const Target = z.enum(["api", "authorize", "token", "revoke", "metadata", "iletimerkezi", "turkeysms"]);
export type Target = z.infer<typeof Target>;

const everywhere: readonly Fault["kind"][] = [
  "status",
  "hang",
  "reset",
  "redirect",
  "slow",
  "drip",
  "malformed",
  "html",
  "truncated",
  "empty",
  "wrong_types",
  "huge",
  "gzip_bomb",
];

/** What can go wrong where. An authorization is a chain of redirects, so only their addresses can be false. */
const faultsOf: Record<Target, readonly Fault["kind"][]> = {
  api: [...everywhere, "results", "refuse"],
  authorize: ["authorization_error", "iss", "state"],
  token: [...everywhere, "token"],
  revoke: everywhere,
  metadata: [...everywhere, "metadata"],
  iletimerkezi: [...everywhere, "refuse"],
  turkeysms: [...everywhere, "refuse", "php"],
};

const Fields = z.strictObject({
  on: Target.default("api"),
  /** Path prefix, `/v1/messages/bulk` for example. */
  path: z.string().optional(),
  method: z.string().toUpperCase().optional(),
  workspace: z.string().optional(),
  /** Fingerprint of a key. */
  key: z.string().optional(),
  /** End of a recipient's number; one matching item makes a whole batch match. */
  to: z.string().optional(),
  /** Matching calls to let pass first. */
  skip: z.number().int().nonnegative().default(0),
  /** Calls to spoil; `null` until cleared. */
  times: z.number().int().positive().nullable().default(1),
  fault: Fault,
});

export const SwitchInput = Fields.refine(({ on, fault }) => faultsOf[on].includes(fault.kind), {
  error: "this fault does not exist there",
  path: ["fault", "kind"],
});
export type SwitchInput = z.infer<typeof SwitchInput>;

export type Switch = SwitchInput & { id: string; hits: number; setAt: string };

/** What a call looks like to a switch. */
export type Call = {
  on: Target;
  path: string;
  method: string;
  workspace: string | null;
  key: string | null;
  recipients: readonly string[];
};

const phases: Record<Fault["kind"], "before" | "after" | "stated" | "item"> = {
  status: "stated",
  hang: "stated",
  reset: "stated",
  redirect: "stated",
  slow: "after",
  drip: "after",
  malformed: "after",
  html: "after",
  php: "after",
  truncated: "after",
  empty: "after",
  wrong_types: "after",
  huge: "after",
  gzip_bomb: "after",
  results: "after",
  refuse: "item",
  token: "after",
  authorization_error: "before",
  iss: "after",
  state: "after",
  metadata: "after",
};

function phaseOf(fault: Fault): "before" | "after" | "item" {
  const phase = phases[fault.kind];
  return phase === "stated" ? ("when" in fault ? fault.when : "before") : phase;
}

/** The switches that are on. They live in memory: a restart clears them. */
export class Faults {
  readonly #switches = new Map<string, Switch & { passed: number }>();

  set(input: SwitchInput): Switch {
    const id = `sw_${randomBytes(5).toString("hex")}`;
    const row = { ...input, id, hits: 0, passed: 0, setAt: new Date().toISOString() };
    this.#switches.set(id, row);
    return shown(row);
  }

  all(): Switch[] {
    return [...this.#switches.values()].map(shown);
  }

  clear(id?: string, workspace?: string): number {
    const doomed = [...this.#switches.values()].filter(
      (row) => (id === undefined || row.id === id) && (workspace === undefined || row.workspace === workspace),
    );
    for (const row of doomed) this.#switches.delete(row.id);
    return doomed.length;
  }

  /** The faults of this moment for this call, counted as used. A used-up switch goes away. */
  take(call: Call, phase: "before" | "after"): Fault[] {
    if (this.#switches.size === 0) return [];
    const taken: Fault[] = [];
    for (const row of this.#switches.values()) {
      if (phaseOf(row.fault) !== phase || !matches(row, call) || !this.#use(row)) continue;
      taken.push(row.fault);
    }
    return taken;
  }

  /** The code one recipient is refused with, if a `refuse` switch names it. */
  refusal(call: Call, address: string): string | null {
    if (this.#switches.size === 0) return null;
    for (const row of this.#switches.values()) {
      if (row.fault.kind !== "refuse" || !matches(row, { ...call, recipients: [address] }) || !this.#use(row)) continue;
      return row.fault.code;
    }
    return null;
  }

  #use(row: Switch & { passed: number }): boolean {
    row.passed += 1;
    if (row.passed <= row.skip) return false;
    row.hits += 1;
    if (row.times !== null && row.hits >= row.times) this.#switches.delete(row.id);
    return true;
  }
}

function matches(row: SwitchInput, call: Call): boolean {
  const { to } = row;
  return (
    row.on === call.on &&
    (row.path === undefined || call.path.startsWith(row.path)) &&
    (row.method === undefined || row.method === call.method) &&
    (row.workspace === undefined || row.workspace === call.workspace) &&
    (row.key === undefined || row.key === call.key) &&
    (to === undefined || call.recipients.some((recipient) => recipient.endsWith(to)))
  );
}

function shown(row: Switch & { passed: number }): Switch {
  const { passed: _passed, ...rest } = row;
  return rest;
}
