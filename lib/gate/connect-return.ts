import { type ConsumedConnect, consumeCallback } from "#lib/domain/connections/commands/consume-callback";
import { type FinishedConnect, finishConnect } from "#lib/domain/connections/commands/finish-connect";
import { askProvider, type RefreshPlan, recordRefresh } from "#lib/domain/connections/commands/refresh";
import { OAUTH_SCOPES } from "#lib/domain/connections/model";
import { type ConnectOutcome, outcomePath, strayPath } from "#lib/domain/connections/outcomes";
import { isProviderOff } from "#lib/domain/instance/provider-queries";
import type { ConnectWays } from "#lib/gate/connect";
import { writeHistory } from "#lib/gate/history";
import { findScope, type Scope } from "#lib/gate/scope";
import { hashToken } from "#lib/infra/crypto/tokens";
import { lookUp, withTenant } from "#lib/infra/db/tenant";
import { log } from "#lib/infra/log";
import { type AuthorizationError, readAuthorizationAnswer, stateOf } from "#lib/infra/oauth/authorization-answer";
import type { ExchangeOutcome } from "#lib/infra/oauth/iletiniz";
import type { Grant } from "#lib/infra/oauth/token-answer";

/** Who came back: the answer as it stands in the address, the cookie's token, and the signed-in person, if any. */
export interface ConnectReturn {
  readonly answer: URLSearchParams;
  readonly browserToken: string | null;
  readonly userId: string | null;
}

/** A connect that failed for a reason that has words of its own. */
class ConnectFailure extends Error {
  readonly outcome: ConnectOutcome;

  constructor(outcome: ConnectOutcome) {
    super(outcome);
    this.outcome = outcome;
  }
}

const OUTCOME_OF_ERROR: Record<AuthorizationError, ConnectOutcome> = {
  access_denied: "denied",
  invalid_scope: "scope_refused",
  temporarily_unavailable: "server_busy",
  server_error: "server_error",
  unknown: "server_error",
  invalid_request: "not_accepted",
  unauthorized_client: "not_accepted",
  unsupported_response_type: "not_accepted",
};

function outcomeOfExchange(exchange: Exclude<ExchangeOutcome, { kind: "granted" }>): ConnectOutcome {
  switch (exchange.kind) {
    case "refused":
      return exchange.code === "invalid_grant" ? "code_refused" : "token_refused";
    case "not_sent":
      return "unreachable";
    case "unclear":
      return "exchange_unclear";
    case "malformed":
      return "token_malformed";
  }
}

/** Judges the answer and exchanges its code, once. */
async function grantOf(ways: ConnectWays, connect: ConsumedConnect, answer: URLSearchParams): Promise<Grant> {
  const { oauth, redirectUri } = ways;
  if (connect.issuer !== oauth.issuer) throw new ConnectFailure("wrong_issuer");
  const read = readAuthorizationAnswer(answer, connect);
  if (read.kind === "error") throw new ConnectFailure(OUTCOME_OF_ERROR[read.error]);
  if (read.kind !== "code") throw new ConnectFailure(read.kind);
  const state = stateOf(answer) ?? "";
  const exchange = await oauth.exchange({
    answer,
    state,
    verifier: connect.verifier,
    redirectUri,
    scopes: OAUTH_SCOPES,
  });
  if (exchange.kind !== "granted") throw new ConnectFailure(outcomeOfExchange(exchange));
  if (exchange.grant.expiresInSeconds !== null) {
    log.warn({ expiresInSeconds: exchange.grant.expiresInSeconds }, "the provider says that a key expires");
  }
  return exchange.grant;
}

/** Reads the account of a fresh key, gives the key its place, and keeps what was read beside it. */
async function keep(ways: ConnectWays, scope: Scope, connect: ConsumedConnect, grant: Grant): Promise<FinishedConnect> {
  const readsAccount = grant.scopes.includes("account:read");
  const readsSenders = grant.scopes.includes("connections:read");
  const asked = { connectionId: "", provider: ways.driver.provider, key: grant.key, readsAccount, readsSenders };
  const answers = await askProvider(ways.driver, asked);
  const account = answers.account?.kind === "value" ? answers.account.value : null;
  const fresh = {
    key: grant.key,
    scopes: grant.scopes,
    remoteId: account?.remoteId ?? grant.remoteId ?? "",
    remoteName: account?.remoteName ?? grant.remoteName ?? "",
    userId: scope.userId,
  };
  return withTenant({ workspaceId: scope.workspaceId, actorId: scope.userId }, async (tx) => {
    const { result, audit } = await finishConnect(tx, connect, fresh);
    const isOurs = result.connectionId !== null && result.outcome !== "already_connected";
    if (isOurs && result.connectionId !== null) {
      const plan: RefreshPlan = { ...asked, connectionId: result.connectionId };
      await recordRefresh(tx, plan, answers);
    }
    await writeHistory(tx, "connection.connect", audit);
    return result;
  });
}

async function recordFailure(scope: Scope, outcome: ConnectOutcome): Promise<void> {
  await withTenant({ workspaceId: scope.workspaceId, actorId: scope.userId }, (tx) =>
    writeHistory(tx, "connection.failed", { subject: null, detail: { outcome } }),
  );
}

/** Exchanges and keeps; a key that cannot be kept is not left lying at the provider. */
async function complete(ways: ConnectWays, scope: Scope, connect: ConsumedConnect, answer: URLSearchParams) {
  const bond = { workspaceId: scope.workspaceId, actorId: scope.userId };
  // Turned off while the person was away: no code is exchanged for a key that nobody may use.
  if (await withTenant(bond, (tx) => isProviderOff(tx, ways.driver.provider))) throw new ConnectFailure("turned_off");
  const grant = await grantOf(ways, connect, answer);
  try {
    return (await keep(ways, scope, connect, grant)).outcome;
  } catch (error) {
    await ways.oauth.revoke(grant.key).catch(() => undefined);
    throw error;
  }
}

/**
 * Takes a browser back from the provider. The connect is used up before anything else, so whatever follows happens once.
 *
 * @returns the path to send the browser to, with nothing of the answer in it.
 */
export async function returnFromProvider(ways: ConnectWays, back: ConnectReturn): Promise<string> {
  const state = stateOf(back.answer);
  if (state === null) return strayPath("unknown");
  const [found] = await lookUp<{ workspace_id: string; id: string }>(
    "SELECT workspace_id, id FROM find_connect_transaction($1)",
    [Buffer.from(hashToken(state))],
  );
  if (found === undefined) return strayPath("unknown");
  const bond = { workspaceId: found.workspace_id, actorId: back.userId };
  const consumed = await withTenant(bond, (tx) => consumeCallback(tx, found.id, back.browserToken));
  if (consumed === null) return strayPath("unknown");
  if (back.userId === null) return strayPath("signed_out");
  const owner = consumed.kind === "consumed" ? consumed.connect : consumed;
  if (owner.userId !== back.userId) return strayPath("wrong_user");
  const scope = await findScope(back.userId, owner.slug);
  if (scope === null || !scope.may("connections:manage")) return strayPath("no_access");
  const returnTo = consumed.kind === "consumed" ? consumed.connect.returnTo : "";
  try {
    if (consumed.kind !== "consumed") throw new ConnectFailure(consumed.kind);
    return outcomePath(scope.slug, await complete(ways, scope, consumed.connect, back.answer), returnTo);
  } catch (error) {
    if (!(error instanceof ConnectFailure)) throw error;
    await recordFailure(scope, error.outcome);
    return outcomePath(scope.slug, error.outcome, returnTo);
  }
}
