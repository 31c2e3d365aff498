import { IncomingMessage } from "node:http";
import type Provider from "oidc-provider";
import { isObject, readBody } from "../answer.ts";
import type { Target } from "../faults.ts";
import { fingerprint, keyPrefix } from "../keys.ts";
import type { World } from "../world.ts";
import type { Consents } from "./records.ts";

/** The web framework's context, as the protocol library names it. */
export type Context = Parameters<Parameters<Provider["use"]>[0]>[0];

const metadataPath = "/.well-known/oauth-authorization-server";
const maxFormBytes = 57_344;

export function targetOf(path: string): Target | null {
  if (path === "/connect/token") return "token";
  if (path === "/connect/revoke") return "revoke";
  if (path === metadataPath) return "metadata";
  return path === "/connect/authorize" || path.startsWith("/connect/authorize/") ? "authorize" : null;
}

const forms = new WeakMap<IncomingMessage, URLSearchParams>();

/**
 * The same request with its form already read, so that a switch can look for a key or a code in it.
 *
 * The protocol library reads bodies itself and only from a request, so it gets a copy that can be read once more.
 */
export async function withForm(request: IncomingMessage): Promise<IncomingMessage> {
  const body = await readBody(request, maxFormBytes);
  const text = body.kind === "text" ? body.text : "";
  const copy = new IncomingMessage(request.socket);
  copy.method = request.method;
  copy.url = request.url;
  copy.headers = { ...request.headers, "content-length": String(Buffer.byteLength(text)) };
  copy.httpVersion = request.httpVersion;
  copy.push(text);
  copy.push(null);
  // An unfinished request closes its connection when it is dropped; this one has all there is.
  copy.complete = true;
  forms.set(copy, new URLSearchParams(text));
  return copy;
}

export type Party = { workspace: string | null; key: string | null };

const nobody: Party = { workspace: null, key: null };

function keyParty(world: World, secret: string): Party {
  const issued = world.keys.find(secret);
  return issued === undefined ? nobody : { workspace: issued.workspace, key: fingerprint(issued) };
}

/** Whose key or code a token or revocation request carries. */
export async function partyOf(context: Context, provider: Provider, world: World, consents: Consents): Promise<Party> {
  const form = forms.get(context.req);
  const token = form?.get("token");
  if (token !== null && token !== undefined) return keyParty(world, token);
  const code = form?.get("code");
  if (code === null || code === undefined) return nobody;
  const known = await provider.AuthorizationCode.find(code, { ignoreExpiration: true });
  return { workspace: consents.get(known?.grantId ?? "") ?? null, key: null };
}

/** Whose key a token answer of the library gives out. */
export function issuedParty(context: Context, world: World): Party {
  const { body } = context;
  return isObject(body) ? keyParty(world, keyPrefix + String(body.access_token)) : nobody;
}

/** Whom a finished authorization is for; nobody while the person is still choosing. */
export function consentedParty(context: Context, consents: Consents): Party {
  const entities: unknown = context.oidc?.entities;
  const grant = isObject(entities) ? entities.Grant : undefined;
  const id = typeof grant === "object" && grant !== null && "jti" in grant ? grant.jti : undefined;
  return { workspace: typeof id === "string" ? (consents.get(id) ?? null) : null, key: null };
}
