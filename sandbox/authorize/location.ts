import type { Fault } from "../faults.ts";
import type { Context } from "./exchange.ts";

type AuthorizationError = Extract<Fault, { kind: "authorization_error" }>;

/** Where a refused request is sent back to, with the error a switch names. */
export function refusedLocation(context: Context, issuer: string, location: string, fault: AuthorizationError): string {
  const { redirect_uri: redirectUri, state } = paramsOf(context);
  const back = URL.parse(redirectUri ?? location);
  if (back === null) return location;
  if (redirectUri === undefined)
    for (const name of ["code", "error", "error_description"]) back.searchParams.delete(name);
  back.searchParams.set("error", fault.code);
  if (fault.description !== undefined) back.searchParams.set("error_description", fault.description);
  if (fault.uri !== undefined) back.searchParams.set("error_uri", fault.uri);
  if (state !== undefined) back.searchParams.set("state", state);
  back.searchParams.set("iss", issuer);
  return back.href;
}

// The library hangs its checked parameters on the context, which koa's own type does not know.
function paramsOf(context: Context): { redirect_uri?: string; state?: string } {
  const params: unknown = context.oidc?.params?.toPlainObject?.();
  if (typeof params !== "object" || params === null) return {};
  const read: { redirect_uri?: string; state?: string } = {};
  if ("redirect_uri" in params && typeof params.redirect_uri === "string") read.redirect_uri = params.redirect_uri;
  if ("state" in params && typeof params.state === "string") read.state = params.state;
  return read;
}

/** The redirect back to the client with a false `iss` or `state`. */
export function misleadingLocation(location: string, fault: Fault): string {
  const url = new URL(location);
  const query = url.searchParams;
  const iss = query.get("iss") ?? "";
  if (fault.kind === "iss") {
    switch (fault.variant) {
      case "wrong":
        query.set("iss", "https://attacker.example");
        break;
      case "missing":
        query.delete("iss");
        break;
      case "trailing_slash":
        query.set("iss", `${iss}/`);
        break;
      case "upper_case_host":
        query.set(
          "iss",
          iss.replace(/^(\w+:\/\/)([^/]+)/, (_all, scheme: string, host: string) => scheme + host.toUpperCase()),
        );
        break;
      case "duplicated":
        query.append("iss", iss);
        break;
    }
  }
  if (fault.kind === "state") {
    if (fault.variant === "missing") query.delete("state");
    else query.set("state", "someone-elses-state-value");
  }
  return url.href;
}
