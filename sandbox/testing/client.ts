import * as oauth from "openid-client";
import { type Running, redirectUri, text } from "./running.ts";

export const allScopes = "messages:send contacts:write connections:read account:read";

/** An application that connects, with a certified client library. */
export class Application {
  readonly config: oauth.Configuration;
  readonly #sandbox: Running;

  private constructor(sandbox: Running, config: oauth.Configuration) {
    this.#sandbox = sandbox;
    this.config = config;
  }

  static async of(sandbox: Running): Promise<Application> {
    const config = await oauth.discovery(new URL(sandbox.auth), "tellal", undefined, oauth.None(), {
      algorithm: "oauth2",
      execute: [oauth.allowInsecureRequests],
    });
    return new Application(sandbox, config);
  }

  async begin(change: Record<string, string> = {}): Promise<Beginning> {
    const verifier = oauth.randomPKCECodeVerifier();
    const state = oauth.randomState();
    const url = oauth.buildAuthorizationUrl(this.config, {
      redirect_uri: redirectUri,
      scope: allScopes,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      ...change,
    });
    return { url: url.href, verifier, state };
  }

  /** Has a person approve, and gives the address they come back to. */
  async approve({ url }: Beginning, approval: object): Promise<URL> {
    const reply = await this.#sandbox.control("/approve", { method: "POST", body: { url, ...approval } });
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
    return new URL(text(reply.body, "location"));
  }

  exchange(back: URL, { verifier, state }: Beginning): ReturnType<typeof oauth.authorizationCodeGrant> {
    return oauth.authorizationCodeGrant(this.config, back, { pkceCodeVerifier: verifier, expectedState: state });
  }

  async connect(workspace: string, scopes?: string[]): ReturnType<typeof oauth.authorizationCodeGrant> {
    const beginning = await this.begin();
    const back = await this.approve(beginning, { workspace, ...(scopes && { scopes }) });
    return this.exchange(back, beginning);
  }
}

export type Beginning = { url: string; verifier: string; state: string };
