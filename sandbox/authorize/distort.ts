import type Provider from "oidc-provider";
import { type Answer, isObject, json, parseJson } from "../answer.ts";
import type { Call, Fault } from "../faults.ts";
import { deliver } from "../spoil.ts";
import { newRequestId, type World } from "../world.ts";
import { putContractAnswer } from "./contract-answer.ts";
import { type Context, consentedParty, issuedParty, type Party, partyOf, targetOf } from "./exchange.ts";
import { misleadingLocation, refusedLocation } from "./location.ts";
import type { Consents } from "./records.ts";
import { misleadingToken } from "./token-answer.ts";

/** Puts the contract's answers on the protocol library, and the switches on top of both. */
export function distort(provider: Provider, world: World, consents: Consents): void {
  provider.use(async (context, next) => {
    const target = targetOf(context.path);
    if (target === null) {
      context.status = 404;
      context.body = { error: "not_found" };
      return;
    }
    const requestId = newRequestId();
    context.set("x-request-id", requestId);
    const { path, method } = context;
    const caller = await partyOf(context, provider, world, consents);
    const call: Call = { on: target, path, method, ...caller, recipients: [] };
    const log = (status: number | null, party: Party): void =>
      world.calls.add({ on: target, method, path, status, ...party, requestId });

    if (target === "authorize") {
      await next();
      const party = consentedParty(context, consents);
      steer(context, provider.issuer, world, { ...call, ...party });
      return log(context.status, party);
    }
    const before = world.faults.take(call, "before");
    if (before.length > 0) {
      context.respond = false;
      return log(await deliver(context.res, withId(json(200, {}), requestId), before, oauthError), caller);
    }
    await next();
    const party = target === "token" && context.status === 200 ? issuedParty(context, world) : caller;
    putContractAnswer(context, target, provider.issuer, world);
    const after = context.status < 300 ? world.faults.take({ ...call, ...party }, "after") : [];
    if (after.length === 0) return log(context.status, party);
    const truth = withId(answerOf(context), requestId);
    const answer = after.reduce((shaped, fault) => reshaped(shaped, fault, world), truth);
    context.respond = false;
    log(await deliver(context.res, answer, after, oauthError), party);
  });
}

/** Errors of the authorization server have other field names than those of the API. */
function oauthError(status: number, code: string | undefined, message: string | undefined): Answer {
  const error = code ?? (status === 503 ? "temporarily_unavailable" : "server_error");
  return json(status, { error, error_description: message ?? "Switched on at the sandbox." });
}

function withId(answer: Answer, requestId: string): Answer {
  return { ...answer, headers: { ...answer.headers, "x-request-id": requestId } };
}

/** Rewrites where the browser is sent, once the library has checked the request. */
function steer(context: Context, issuer: string, world: World, call: Call): void {
  const sentTo: unknown = context.response.get("location");
  if (typeof sentTo !== "string" || sentTo === "") return;
  let location = sentTo;
  for (const fault of world.faults.take(call, "before")) {
    if (fault.kind === "authorization_error") location = refusedLocation(context, issuer, location, fault);
  }
  if (isAnswer(location, issuer)) {
    for (const fault of world.faults.take(call, "after")) location = misleadingLocation(location, fault);
  }
  context.response.set("location", location);
}

/** True for the redirect back to the client, false for one to our own pages. */
function isAnswer(location: string, issuer: string): boolean {
  const query = URL.parse(location, issuer)?.searchParams;
  return query !== undefined && (query.has("code") || query.has("error"));
}

function answerOf(context: Context): Answer {
  const { body, status } = context;
  const headers = { ...context.response.headers };
  delete headers["content-length"];
  return { status, headers, body: typeof body === "string" ? body : JSON.stringify(body ?? "") };
}

function reshaped(answer: Answer, fault: Fault, world: World): Answer {
  const value = parseJson(answer.body);
  if (!isObject(value)) return answer;
  if (fault.kind === "metadata") return { ...answer, body: JSON.stringify({ ...value, ...fault.patch }) };
  if (fault.kind === "token") return { ...answer, body: misleadingToken(value, fault.variant, world) };
  return answer;
}
