import type { Fault } from "../faults.ts";
import type { OAuthScope } from "../workspaces.ts";
import type { World } from "../world.ts";

type Variant = Extract<Fault, { kind: "token" }>["variant"];

const hugeBytes = 10_485_760;
const fewer: OAuthScope[] = ["account:read", "connections:read"];

/** A token answer gone wrong. The key inside it exists in every case. */
export function misleadingToken(truth: Record<string, unknown>, variant: Variant, world: World): string {
  const { access_token: token, ...rest } = truth;
  const secret = String(token);
  switch (variant) {
    case "missing":
      return JSON.stringify(rest);
    case "empty":
      return JSON.stringify({ ...truth, access_token: "" });
    case "array":
      return JSON.stringify({ ...truth, access_token: [secret] });
    case "huge":
      return JSON.stringify({ ...truth, access_token: secret + "A".repeat(hugeBytes) });
    case "crlf":
      return JSON.stringify({ ...truth, access_token: `${secret}\r\nX-Injected: 1` });
    case "wrong_form":
      return JSON.stringify({ ...truth, access_token: secret.replace(/^iltz_test_/, "sk_") });
    case "wrong_token_type":
      return JSON.stringify({ ...truth, token_type: "mac" });
    case "lower_case_token_type":
      return JSON.stringify({ ...truth, token_type: "bearer" });
    case "expires_in":
      return JSON.stringify({ ...truth, expires_in: 3_600 });
    case "refresh_token":
      return JSON.stringify({ ...truth, refresh_token: "unexpected" });
    case "fewer_scopes": {
      // The key really holds fewer, as if the person had unticked them.
      world.keys.narrow(secret, fewer);
      return JSON.stringify({ ...truth, scope: fewer.join(" ") });
    }
    case "extra_scope":
      return JSON.stringify({ ...truth, scope: `${String(truth.scope)} admin:all` });
    case "no_scope":
      return JSON.stringify({ ...truth, scope: undefined });
    case "no_workspace":
      return JSON.stringify({ ...truth, workspace: undefined });
    case "as_api_key":
      return JSON.stringify({ ...rest, api_key: secret });
    case "as_key":
      return JSON.stringify({ ...rest, key: secret });
  }
}
