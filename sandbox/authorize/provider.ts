import Provider, {
  type ClientMetadata,
  type Configuration,
  errors,
  interactionPolicy,
  type KoaContextWithOIDC,
} from "oidc-provider";
import { OAuthScope, scopes } from "../workspaces.ts";
import type { World } from "../world.ts";
import { type Consents, keyLifetimeSeconds, recordsFor } from "./records.ts";
import { secretsIn } from "./secrets.ts";

const clientId = "tellal";
const codeSeconds = 60;
// 128 bits in base64url.
const minStateLength = 22;

export type ErrorPage = (context: KoaContextWithOIDC, error: string, description: string | undefined) => string;

/** What never changes from one sandbox to the next. */
const fixed = {
  clientAuthMethods: ["none"],
  responseTypes: ["code"],
  scopes: [...scopes],
  routes: { authorization: "/connect/authorize", token: "/connect/token", revocation: "/connect/revoke" },
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    resourceIndicators: { enabled: false },
    claimsParameter: { enabled: false },
    // Only the client a key was issued to may revoke it.
    revocation: { enabled: true, allowedPolicy: async (_context, client, token) => token.clientId === client.clientId },
  },
  formats: { bitsOfOpaqueRandomness: 256 },
  ttl: {
    AccessToken: keyLifetimeSeconds,
    AuthorizationCode: codeSeconds,
    Grant: keyLifetimeSeconds,
    Interaction: 3_600,
    Session: 14 * 24 * 3_600,
  },
  expiresWithSession: async () => false,
  issueRefreshToken: async () => false,
  findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  loadExistingGrant: async (context) => {
    // Each authorization asks again: the workspace is chosen anew every time.
    const grantId = context.oidc.result?.consent?.grantId;
    return grantId === undefined ? undefined : context.oidc.provider.Grant.find(grantId);
  },
} satisfies Configuration;

/** The authorization server: one public client, code with PKCE S256, workspace keys as access tokens. */
export function authorizationServer(
  world: World,
  consents: Consents,
  setting: { issuer: string; redirectUris: readonly string[]; errorPage: ErrorPage },
): Provider {
  const { cookieKeys, jwk } = secretsIn(world.folder);
  return new Provider(setting.issuer, {
    ...fixed,
    adapter: recordsFor(world, consents),
    jwks: { keys: [{ ...jwk, use: "sig", alg: "ES256" }] },
    clients: [application(setting.redirectUris)],
    cookies: {
      keys: cookieKeys,
      // Cookies ignore ports, so names of this server's own keep it apart from others on the same machine.
      names: { session: "sandbox_session", interaction: "sandbox_interaction", resume: "sandbox_resume" },
    },
    interactions: { policy: strictPolicy(), url: (_context, interaction) => `/connect/interaction/${interaction.uid}` },
    renderError: async (context, out) => {
      context.type = "html";
      context.body = setting.errorPage(context, out.error, out.error_description);
    },
  });
}

function application(redirectUris: readonly string[]): ClientMetadata {
  return {
    client_id: clientId,
    client_name: "Tellal",
    application_type: "web",
    token_endpoint_auth_method: "none",
    grant_types: ["authorization_code"],
    response_types: ["code"],
    redirect_uris: [...redirectUris],
    id_token_signed_response_alg: "ES256",
  };
}

/** The library's own questions to the person, with the check of the request itself in front. */
function strictPolicy(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  const check = new interactionPolicy.Check("strict_request", "the request is complete", (context) => {
    refuseLooseRequests(context);
    return interactionPolicy.Check.NO_NEED_TO_PROMPT;
  });
  policy.get("login")?.checks.add(check);
  return policy;
}

/** What the contract asks of a request beyond what the protocol library checks. */
function refuseLooseRequests(context: KoaContextWithOIDC): void {
  if (context.oidc.route !== "authorization") return;
  // Read as sent: the library has already dropped the scopes it does not know.
  const query = context.URL.searchParams;
  const wanted = (query.get("scope") ?? "").split(" ").filter((name) => name !== "");
  if (wanted.length === 0) throw new errors.InvalidScope("scope is missing", "");
  const unknown = wanted.find((name) => !OAuthScope.safeParse(name).success);
  if (unknown !== undefined) throw new errors.InvalidScope("the scope is not known", unknown);
  if ((query.get("state") ?? "").length < minStateLength) {
    throw new errors.InvalidRequest("state must carry at least 128 bits");
  }
}
