import { isObject } from "../answer.ts";
import type { Target } from "../faults.ts";
import { keyPrefix } from "../keys.ts";
import { scopes } from "../workspaces.ts";
import type { World } from "../world.ts";
import type { Context } from "./exchange.ts";

/** Turns the library's answer into the one of the contract. */
export function putContractAnswer(context: Context, target: Target, issuer: string, world: World): void {
  if (context.status !== 200) return;
  if (target === "metadata") context.body = metadata(issuer);
  if (target === "token" && isObject(context.body)) context.body = tokenAnswer(context.body, world);
}

function tokenAnswer(body: Record<string, unknown>, world: World): Record<string, unknown> {
  const secret = keyPrefix + String(body.access_token);
  const issued = world.keys.find(secret);
  const workspace = issued === undefined ? undefined : world.workspaces.get(issued.workspace);
  const named = workspace === undefined ? {} : { workspace: { id: workspace.id, name: workspace.name } };
  return { access_token: secret, token_type: "Bearer", scope: body.scope, ...named };
}

function metadata(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/connect/authorize`,
    token_endpoint: `${issuer}/connect/token`,
    revocation_endpoint: `${issuer}/connect/revoke`,
    scopes_supported: scopes,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
    authorization_response_iss_parameter_supported: true,
  };
}
