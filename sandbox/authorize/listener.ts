import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { json, write } from "../answer.ts";
import { controlAnswer } from "../control/api.ts";
import { controlPages } from "../control/pages.ts";
import type { Addresses } from "../control/question.ts";
import { isCrossSite, isLocal } from "../origin.ts";
import { assetAt } from "../pages/assets.ts";
import { pageAnswer } from "../pages/layout.ts";
import { preferences } from "../pages/preferences.ts";
import { wordsIn } from "../pages/words.ts";
import { signatureDesk } from "../signature/desk.ts";
import type { World } from "../world.ts";
import { distort } from "./distort.ts";
import { targetOf, withForm } from "./exchange.ts";
import { failurePage } from "./failure-page.ts";
import { Interactions } from "./interaction.ts";
import { authorizationServer, type ErrorPage } from "./provider.ts";

const errorPage: ErrorPage = (context, error, description) => {
  const chosen = preferences(context.req, context.URL.searchParams);
  const { failure } = wordsIn(chosen.language);
  const page = pageAnswer({
    title: failure.title,
    body: failurePage(chosen.language, failure.lead, description === undefined ? error : `${error}: ${description}`),
    address: context.URL.pathname,
    preferences: chosen,
  });
  for (const [name, value] of Object.entries(page.headers)) context.set(name, String(value));
  return page.body;
};

/** Authorization server, its pages, the control surface and the mailbox, all on one address. */
export function authListener(world: World, addresses: Addresses, redirectUris: readonly string[]): RequestListener {
  const consents = new Map<string, string>();
  const provider = authorizationServer(world, consents, { issuer: addresses.issuer, redirectUris, errorPage });
  distort(provider, world, consents);
  const interactions = new Interactions(world, provider, consents);
  const protocol = provider.callback();
  const issuerHost = new URL(addresses.issuer).host;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host } = request.headers;
    if (!isLocal(host, issuerHost))
      return write(response, json(403, { error: "forbidden", message: "Use localhost." }));
    const url = new URL(request.url ?? "/", addresses.auth);
    const isReading = request.method === "GET" || request.method === "HEAD";
    if (!isReading && isCrossSite(request.headers)) {
      return write(response, json(403, { error: "forbidden", message: "Another site sent this." }));
    }
    const asset = assetAt(url.pathname);
    if (asset !== null) {
      const headers = { "content-type": asset.type, "cache-control": "no-cache", "x-content-type-options": "nosniff" };
      response.writeHead(200, { ...headers, "content-length": asset.bytes.length }).end(asset.bytes);
      return;
    }
    if (url.pathname === "/health") return write(response, json(200, { ok: true }));
    if (url.pathname.startsWith("/control/"))
      return write(response, await controlAnswer(world, addresses, request, url));
    if (url.pathname.startsWith("/connect/interaction/")) return interactions.answer(request, response, url);
    const signing = await signatureDesk(world, addresses.issuer, request, url);
    if (signing !== null) return write(response, signing);
    const page = await controlPages(world, request, url);
    if (page !== null) return write(response, page);
    const hasForm = request.method === "POST" && targetOf(url.pathname) !== null;
    await protocol(hasForm ? await withForm(request) : request, response);
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.destroyed || response.headersSent) return response.destroy();
      console.error(error);
      return write(response, json(500, { error: "internal_error", message: "The sandbox failed." }));
    });
  };
}
