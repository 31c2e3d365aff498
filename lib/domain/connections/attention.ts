import type { WaitingReview } from "#lib/domain/campaigns/approval";
import type { OAuthScope, QuotaGate } from "#lib/domain/connections/model";

/** What is known of a connection that may need a person. */
export interface WatchedConnection {
  readonly remoteName: string;
  readonly state: "active" | "needs_reconnect" | "disconnected";
  readonly missing: readonly OAuthScope[];
  readonly gate: QuotaGate;
  readonly silentSince: Date | null;
  readonly remaining: number | null;
  readonly upgradeUrl: string | null;
}

/** Everything that is looked at to say what waits for a person. */
export interface AttentionFacts {
  readonly connections: readonly WatchedConnection[];
  readonly pendingNames: readonly string[];
  /** Keys that the provider would not or could not revoke. */
  readonly leftKeys: number;
  readonly hasDefaultSender: boolean;
  readonly hasApprovedSender: boolean;
  readonly unknownMessages: number;
  /** Submissions that this person could answer, and own campaigns that were sent back. */
  readonly reviews: readonly WaitingReview[];
  readonly sentBack: readonly WaitingReview[];
  readonly paused: readonly { readonly id: string; readonly name: string; readonly reason: string | null }[];
}

/** One thing that waits for a person. */
export type Attention =
  | { readonly kind: "reconnect"; readonly name: string }
  | { readonly kind: "silent"; readonly name: string; readonly since: Date }
  | { readonly kind: "confirm_account"; readonly name: string }
  | { readonly kind: "missing_scope"; readonly name: string; readonly scopes: readonly OAuthScope[] }
  | { readonly kind: "no_plan" | "used_up"; readonly name: string; readonly upgradeUrl: string | null }
  | { readonly kind: "low"; readonly name: string; readonly remaining: number; readonly upgradeUrl: string | null }
  | { readonly kind: "unknown_messages"; readonly count: number }
  | { readonly kind: "paused"; readonly id: string; readonly name: string; readonly reason: string | null }
  | {
      readonly kind: "approval";
      readonly id: string;
      readonly name: string;
      readonly by: string;
      readonly people: number;
    }
  | { readonly kind: "sent_back"; readonly id: string; readonly name: string }
  | { readonly kind: "left_key"; readonly count: number }
  | { readonly kind: "no_sender" };

/** The permissions whose lack a person feels; nothing of ours uses `contacts:write` yet. */
const FELT: readonly OAuthScope[] = ["messages:send", "account:read", "connections:read"];

function ofConnection(connection: WatchedConnection): Attention[] {
  const { remoteName: name, gate, upgradeUrl, missing, silentSince } = connection;
  if (connection.state === "needs_reconnect") return [{ kind: "reconnect", name }];
  const found: Attention[] = [];
  if (silentSince !== null) found.push({ kind: "silent", name, since: silentSince });
  const scopes = missing.filter((scope) => FELT.includes(scope));
  if (scopes.length > 0) found.push({ kind: "missing_scope", name, scopes });
  if (gate === "no_plan" || gate === "used_up") found.push({ kind: gate, name, upgradeUrl });
  if (gate === "low") found.push({ kind: "low", name, remaining: connection.remaining ?? 0, upgradeUrl });
  return found;
}

const ORDER: readonly Attention["kind"][] = [
  "reconnect",
  "silent",
  "confirm_account",
  "missing_scope",
  "approval",
  "sent_back",
  "no_plan",
  "used_up",
  "unknown_messages",
  "paused",
  "left_key",
  "no_sender",
  "low",
];

/** Lists what waits for a person, the gravest first. */
export function attentionOf(facts: AttentionFacts): Attention[] {
  const found: Attention[] = [
    ...facts.connections.flatMap(ofConnection),
    ...facts.reviews.map(
      ({ campaignId: id, name, by, people }): Attention => ({ kind: "approval", id, name, by, people }),
    ),
    ...facts.sentBack.map(({ campaignId: id, name }): Attention => ({ kind: "sent_back", id, name })),
    ...facts.pendingNames.map((name): Attention => ({ kind: "confirm_account", name })),
    ...facts.paused
      .filter(({ reason }) => reason !== "user")
      .map(({ id, name, reason }): Attention => ({ kind: "paused", id, name, reason })),
  ];
  if (facts.unknownMessages > 0) found.push({ kind: "unknown_messages", count: facts.unknownMessages });
  if (facts.leftKeys > 0) found.push({ kind: "left_key", count: facts.leftKeys });
  if (facts.hasApprovedSender && !facts.hasDefaultSender) found.push({ kind: "no_sender" });
  return found.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}
