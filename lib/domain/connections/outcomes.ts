/** How a connect can end on the workspace's own page. Each has words and a next step of its own. */
export const connectOutcomes = [
  "connected",
  "reconnected",
  "already_connected",
  "fewer_scopes",
  "confirm_account",
  "denied",
  "not_accepted",
  "scope_refused",
  "server_error",
  "server_busy",
  "turned_off",
  "expired",
  "replayed",
  "wrong_browser",
  "wrong_issuer",
  "malformed",
  "code_refused",
  "token_refused",
  "token_malformed",
  "exchange_unclear",
  "unreachable",
] as const;

/** How a connect ended. */
export type ConnectOutcome = (typeof connectOutcomes)[number];

/** How a connect can end without a workspace to show it on. */
export const strayOutcomes = ["unknown", "signed_out", "wrong_user", "no_access", "failed"] as const;

/** How a connect ended without a workspace to show it on. */
export type StrayOutcome = (typeof strayOutcomes)[number];

/** The tone of the notice: done, done with a catch, or not done. */
export type OutcomeTone = "ok" | "warn" | "bad" | "info";

const tones: Record<ConnectOutcome, OutcomeTone> = {
  connected: "ok",
  reconnected: "ok",
  already_connected: "ok",
  fewer_scopes: "warn",
  confirm_account: "warn",
  denied: "info",
  not_accepted: "bad",
  scope_refused: "bad",
  server_error: "bad",
  server_busy: "warn",
  turned_off: "warn",
  expired: "warn",
  replayed: "info",
  wrong_browser: "warn",
  wrong_issuer: "bad",
  malformed: "bad",
  code_refused: "warn",
  token_refused: "bad",
  token_malformed: "bad",
  exchange_unclear: "bad",
  unreachable: "warn",
};

/** The tone in which an outcome is told. */
export function toneOf(outcome: ConnectOutcome): OutcomeTone {
  return tones[outcome];
}

/** Outcomes whose next step is on the page already, or is nobody's here: the operator of the instance turned it off. */
const ANSWERED_BELOW: readonly ConnectOutcome[] = ["confirm_account", "fewer_scopes", "replayed", "turned_off"];

/** Whether the next step is to start over; a connect that worked needs none. */
export function offersRetry(outcome: ConnectOutcome): boolean {
  return tones[outcome] !== "ok" && !ANSWERED_BELOW.includes(outcome);
}

/** Reads an outcome out of an address; undefined for anything else. */
export function parseConnectOutcome(text: unknown): ConnectOutcome | undefined {
  return connectOutcomes.find((outcome) => outcome === text);
}

/** Reads an outcome without a workspace; anything else reads as `unknown`. */
export function parseStrayOutcome(text: unknown): StrayOutcome {
  return strayOutcomes.find((outcome) => outcome === text) ?? "unknown";
}

/**
 * Where the browser goes when a connect is over. Nothing of the answer is in the address.
 *
 * `returnTo` is honoured only when nothing is left to say on the page of connections.
 */
export function outcomePath(slug: string, outcome: ConnectOutcome, returnTo: string): string {
  const page = `/w/${slug}/connections`;
  if (toneOf(outcome) === "ok" && returnTo !== page) return returnTo;
  return `${page}?outcome=${outcome}`;
}

/** The address for an outcome that belongs to no workspace. */
export function strayPath(outcome: StrayOutcome): string {
  return `/connect/iletiniz?outcome=${outcome}`;
}
