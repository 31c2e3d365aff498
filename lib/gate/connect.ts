import { safeReturnPath } from "#lib/domain/accounts/return-path";
import { startConnect } from "#lib/domain/connections/commands/start-connect";
import { OAUTH_SCOPES } from "#lib/domain/connections/model";
import { DomainError } from "#lib/domain/errors";
import { driverOf } from "#lib/gate/drivers";
import { writeHistory } from "#lib/gate/history";
import type { Scope } from "#lib/gate/scope";
import { newToken } from "#lib/infra/crypto/tokens";
import { withTenant } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { type IletinizOAuth, iletinizClient } from "#lib/infra/oauth/iletiniz";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { countAgainst } from "#lib/infra/rate-limit";

/** What connecting speaks with, and the one address the provider sends people back to. */
export interface ConnectWays {
  readonly oauth: IletinizOAuth;
  readonly driver: SmsDriver;
  readonly redirectUri: string;
}

/** @throws DomainError `connection.not_configured` while the instance has no client id. */
export function connectWays(): ConnectWays {
  const oauth = iletinizClient();
  if (oauth === null) throw new DomainError("connection.not_configured");
  // Configuration alone says where people come back to; no header of a request does.
  return { oauth, driver: driverOf("iletiniz"), redirectUri: `${env().appUrl}/connect/iletiniz/callback` };
}

const STARTS = { name: "connect-start", points: 30, seconds: 600 } as const;

/** Where to send the browser, and what its cookie must hold until it comes back. */
export interface ConnectDeparture {
  readonly url: string;
  readonly browserToken: string;
}

/**
 * Begins a connect for a member who was let in by the caller.
 *
 * @param wish Where the person wants to return to, unchecked. `knownBrowser`: what the cookie holds already, so that two
 * tabs of one browser don't cancel each other.
 * @throws DomainError `connection.too_many_tries`.
 */
export async function beginConnect(
  ways: ConnectWays,
  scope: Scope,
  wish: { readonly returnTo: string; readonly knownBrowser: string | null },
): Promise<ConnectDeparture> {
  const verdict = await countAgainst(STARTS, scope.userId);
  if (!verdict.allowed) throw new DomainError("connection.too_many_tries", { seconds: verdict.retryAfterSeconds });
  const state = newToken();
  const browserToken = wish.knownBrowser ?? newToken();
  const begun = await ways.oauth.begin({ redirectUri: ways.redirectUri, scopes: OAUTH_SCOPES, state });
  const returnTo = safeReturnPath(wish.returnTo, `/w/${scope.slug}/connections`, `/w/${scope.slug}`);
  await withTenant({ workspaceId: scope.workspaceId, actorId: scope.userId }, async (tx) => {
    const { issuer } = ways.oauth;
    const started = await startConnect(tx, { begun, issuer, state, browserToken, returnTo, userId: scope.userId });
    await writeHistory(tx, "connection.start", started.audit);
  });
  return { url: begun.url, browserToken };
}
