import Provider, { interactionPolicy } from "oidc-provider";
import { secretsIn } from "../authorize/secrets.ts";

/** The one application that may ask here. */
const peopleClient = { id: "tellal-people", secret: "a secret of the stand-in and of nobody else" } as const;

/** Who signed in, and whether this server has seen that the address is theirs; by subject. */
export type People = Map<string, { readonly email: string; readonly isVerified: boolean }>;

/** A server at which people sign in (OpenID Connect): one confidential client, code with PKCE S256, signed ID tokens. */
export function peopleProvider(
  setting: { issuer: string; folder: string; redirectUris: readonly string[] },
  people: People,
): Provider {
  const { cookieKeys, jwk } = secretsIn(setting.folder);
  return new Provider(setting.issuer, {
    clients: [
      {
        client_id: peopleClient.id,
        client_secret: peopleClient.secret,
        client_name: "Tellal",
        token_endpoint_auth_method: "client_secret_post",
        grant_types: ["authorization_code"],
        response_types: ["code"],
        redirect_uris: [...setting.redirectUris],
        id_token_signed_response_alg: "ES256",
      },
    ],
    jwks: { keys: [{ ...jwk, use: "sig", alg: "ES256" }] },
    claims: { openid: ["sub", "auth_time"], email: ["email", "email_verified"], profile: ["name"] },
    // The claims stand in the ID token itself: the product asks nobody else for them.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: {
      keys: cookieKeys,
      names: { session: "people_session", interaction: "people_interaction", resume: "people_resume" },
    },
    interactions: {
      policy: interactionPolicy.base(),
      url: (_context, interaction) => `/interaction/${interaction.uid}`,
    },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: async () => {
        const person = people.get(sub);
        return { sub, email: person?.email, email_verified: person?.isVerified ?? false, name: "Deniz Elsewhere" };
      },
    }),
    // What is asked for is given: there is nothing to choose here.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider, params } = oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(String(params?.scope ?? "openid"));
      await grant.save();
      return grant;
    },
  });
}
