import { createHash } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { json, readBody, write } from "../answer.ts";
import { isLocal } from "../origin.ts";
import { html } from "../pages/html.ts";
import { type People, peopleProvider } from "./provider.ts";

const maxFormBytes = 16_384;

/** A page without looks: it is met in tests and at trials alone. */
function page(uid: string): string {
  const action = `/interaction/${uid}`;
  return `<!doctype html>${
    html`<html lang="en"><head><meta charset="utf-8"><title>Stand-in sign-in</title></head><body><main>
<h1>Stand-in sign-in</h1><form method="post" action="${action}">
<p><label>E-mail <input name="email" type="email" required autofocus></label></p>
<p><label><input name="verified" type="checkbox" checked> The address is verified</label></p>
<p><button type="submit">Continue</button></p></form>
<form method="post" action="${action}"><button type="submit" name="decision" value="refuse">Refuse</button></form>
</main></body></html>`.text
  }`;
}

/** The subject of an address: the same each time, and not the address. */
const subjectOf = (email: string) => createHash("sha256").update(email.toLowerCase()).digest("hex").slice(0, 24);

/** A second stand-in: the server at which people of the instance may sign in. */
export function peopleListener(setting: {
  issuer: string;
  folder: string;
  redirectUris: readonly string[];
}): RequestListener {
  const people: People = new Map();
  const provider = peopleProvider(setting, people);
  const protocol = provider.callback();

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { uid } = await provider.interactionDetails(request, response);
    if (request.method !== "POST") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
      response.end(page(uid));
      return;
    }
    const body = await readBody(request, maxFormBytes);
    const form = new URLSearchParams(body.kind === "text" ? body.text : "");
    if (form.get("decision") === "refuse") {
      await provider.interactionFinished(request, response, { error: "access_denied" });
      return;
    }
    const email = form.get("email") ?? "";
    const accountId = subjectOf(email);
    people.set(accountId, { email, isVerified: form.get("verified") !== null });
    await provider.interactionFinished(request, response, { login: { accountId, remember: false } });
  }

  return (request, response) => {
    const isHere = isLocal(request.headers.host, new URL(setting.issuer).host);
    if (!isHere) return write(response, json(403, { error: "forbidden", message: "Use localhost." }));
    if (request.url === "/favicon.ico") return response.writeHead(204).end();
    const isAsking = (request.url ?? "/").startsWith("/interaction/");
    const answered = isAsking ? interact(request, response) : protocol(request, response);
    answered.catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) write(response, json(400, { error: "invalid_request", message: "It cannot go on." }));
    });
  };
}
