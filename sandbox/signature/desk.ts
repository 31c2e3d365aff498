import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { type Answer, json, parseJson, readBody } from "../answer.ts";
import { html } from "../pages/html.ts";
import { pageAnswer } from "../pages/layout.ts";
import { type Preferences, preferences } from "../pages/preferences.ts";
import { wordsIn } from "../pages/words.ts";
import type { World } from "../world.ts";
import { Ask, type SignatureRequest } from "./book.ts";

const maxBodyBytes = 65_536;

/** The page on which a person reads what is to be signed, and signs or refuses. */
function signingPage(request: SignatureRequest, url: URL, chosen: Preferences): Answer {
  const words = wordsIn(chosen.language).signature;
  const number = new Intl.NumberFormat(chosen.language);
  const action = `/signature/${request.id}`;
  const form = html`<form method="post" action="${action}" class="stack"><div class="field"><label for="name">${words.name}</label><input class="in" id="name" name="name" required maxlength="80" autocomplete="name" value="Deniz Kaya"></div>
<button type="submit" name="decision" value="sign" class="btn btn-ink btn-block">${words.sign}</button>
<button type="submit" name="decision" value="refuse" class="btn btn-block" formnovalidate>${words.refuse}</button></form>`;
  const over = html`<p class="${request.state === "signed" ? "notice" : "problem"}" role="status">${words[request.state]}</p><p><a class="btn btn-block" href="${request.return_url}">${words.back}</a></p>`;
  return pageAnswer({
    title: words.title,
    address: url.pathname + url.search,
    preferences: chosen,
    formTargets: [new URL(request.return_url).origin],
    body: html`<h1>${words.heading}</h1>
<p class="muted sm under">${words.lead}</p>
<div class="card"><section><h2>${request.title}</h2><dl class="kv"><dt>${words.sender}</dt><dd>${request.sender}</dd><dt>${words.people}</dt><dd>${number.format(request.people)}</dd><dt>${words.parts}</dt><dd>${number.format(request.parts)}</dd><dt>${words.hash}</dt><dd><code class="break">${request.hash}</code></dd></dl></section>
<section>${request.state === "waiting" ? form : over}</section></div>`,
  });
}

function shown(request: SignatureRequest, origin: string): Answer {
  const { id, state, receipt } = request;
  return json(200, { id, url: `${origin}/signature/${id}`, state, receipt });
}

async function opened(world: World, request: IncomingMessage, origin: string): Promise<Answer> {
  const body = await readBody(request, maxBodyBytes);
  const ask = Ask.safeParse(body.kind === "text" ? parseJson(body.text) : undefined);
  if (!ask.success) return json(422, { error: "validation_error", message: z.prettifyError(ask.error) });
  return shown(world.signatures.open(ask.data), origin);
}

async function answered(world: World, request: IncomingMessage, one: SignatureRequest, issuer: string) {
  const body = await readBody(request, maxBodyBytes);
  const form = new URLSearchParams(body.kind === "text" ? body.text : "");
  const name = (form.get("name") ?? "").trim();
  if (form.get("decision") === "refuse") world.signatures.refuse(one);
  else if (form.get("decision") === "sign" && name !== "") await world.signatures.sign(one, name, issuer);
  else return json(422, { error: "validation_error", message: "Sign with a name, or refuse." });
  return { status: 303, headers: { location: one.return_url, "cache-control": "no-store" }, body: "" };
}

/** The stand-in for a signature service; null when the address is not one of its own. */
export async function signatureDesk(
  world: World,
  issuer: string,
  request: IncomingMessage,
  url: URL,
): Promise<Answer | null> {
  const [, first, second = "", third = "", ...rest] = url.pathname.split("/");
  if (first !== "signature" || rest.length > 0) return null;
  const { method } = request;
  if (second === "jwks.json" && third === "" && method === "GET") return json(200, world.signatures.keySet);
  if (second === "requests" && third === "" && method === "POST") return opened(world, request, url.origin);
  const isCall = second === "requests";
  const one = world.signatures.get(isCall ? third : second);
  if (one === undefined) return json(404, { error: "not_found", message: "There is no such request." });
  if (isCall) return method === "GET" ? shown(one, url.origin) : null;
  if (third !== "") return null;
  if (method === "POST") return answered(world, request, one, issuer);
  return method === "GET" ? signingPage(one, url, preferences(request, url.searchParams)) : null;
}
