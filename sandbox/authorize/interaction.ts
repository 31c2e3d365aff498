import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import { readBody, write } from "../answer.ts";
import { pageAnswer } from "../pages/layout.ts";
import { type Preferences, preferences } from "../pages/preferences.ts";
import { wordsIn } from "../pages/words.ts";
import { OAuthScope } from "../workspaces.ts";
import type { World } from "../world.ts";
import { consentPage } from "./consent-page.ts";
import { failurePage } from "./failure-page.ts";
import type { Consents } from "./records.ts";
import { signInPage } from "./sign-in-page.ts";

type Details = Awaited<ReturnType<Provider["interactionDetails"]>>;
type Visit = {
  request: IncomingMessage;
  response: ServerResponse;
  details: Details;
  chosen: Preferences;
  address: string;
};

type Result = Parameters<Provider["interactionResult"]>[2];

const maxFormBytes = 16_384;

function parameter(details: Details, name: string): string {
  const value = details.params[name];
  return typeof value === "string" ? value : "";
}

/** The pages a person walks through: sign in, choose a workspace, tick permissions, allow or refuse. */
export class Interactions {
  readonly #world: World;
  readonly #provider: Provider;
  readonly #consents: Consents;

  constructor(world: World, provider: Provider, consents: Consents) {
    this.#world = world;
    this.#provider = provider;
    this.#consents = consents;
  }

  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    let details: Details;
    try {
      details = await this.#provider.interactionDetails(request, response);
    } catch {
      return this.#expired(request, response, url);
    }
    const chosen = preferences(request, url.searchParams, parameter(details, "ui_locales"));
    const visit: Visit = { request, response, details, chosen, address: url.pathname + url.search };
    if (request.method === "POST") return this.#submitted(visit);
    if (details.prompt.name === "login" || url.searchParams.get("account") === "other") {
      return this.#showSignIn(visit, parameter(details, "login_hint"), null);
    }
    return this.#showConsent(visit, null, null, this.#asked(details));
  }

  async #submitted(visit: Visit): Promise<void> {
    const body = await readBody(visit.request, maxFormBytes);
    const form = new URLSearchParams(body.kind === "text" ? body.text : "");
    if (form.get("decision") === "refuse") {
      return this.#finish(visit, { error: "access_denied", error_description: "The person refused." });
    }
    const email = form.get("email");
    if (email !== null) return this.#signedIn(visit, email.trim().toLowerCase());
    if (visit.details.prompt.name !== "consent") return this.#showSignIn(visit, "", null);
    return this.#consented(visit, form);
  }

  async #signedIn(visit: Visit, email: string): Promise<void> {
    if (this.#world.workspaces.people().includes(email)) {
      return this.#finish(visit, { login: { accountId: email, remember: true } }, email);
    }
    return this.#showSignIn(visit, email, wordsIn(visit.chosen.language).signIn.unknown(email));
  }

  // Left to itself the library ends the old session through a page that needs script.
  async #adopt(details: Details, email: string): Promise<void> {
    const uid = details.session?.uid;
    const session = uid === undefined ? undefined : await this.#provider.Session.findByUid(uid);
    if (session?.accountId === undefined || session.accountId === email) return;
    session.accountId = email;
    session.authorizations = {};
    await session.persist();
  }

  async #consented(visit: Visit, form: URLSearchParams): Promise<void> {
    const words = wordsIn(visit.chosen.language).consent;
    const asked = this.#asked(visit.details);
    const ticked = asked.filter((scope) => form.getAll("scope").includes(scope));
    const accountId = visit.details.session?.accountId ?? "";
    const workspace = this.#world.workspaces.of(accountId).find((one) => one.id === form.get("workspace"));
    if (workspace === undefined) return this.#showConsent(visit, words.chooseWorkspace, null, ticked);
    const given = ticked.filter((scope) => workspace.grants.includes(scope));
    if (given.length === 0) return this.#showConsent(visit, words.chooseScope, workspace.id, ticked);

    const grant = new this.#provider.Grant({ accountId, clientId: parameter(visit.details, "client_id") });
    grant.addOIDCScope(given.join(" "));
    const withheld = asked.filter((scope) => !given.includes(scope));
    // Naming what was withheld lets the server go on without asking for it again.
    if (withheld.length > 0) grant.rejectOIDCScope(withheld.join(" "));
    const grantId = await grant.save();
    this.#consents.set(grantId, workspace.id);
    return this.#finish(visit, { consent: { grantId } });
  }

  #asked(details: Details): OAuthScope[] {
    return OAuthScope.array().parse(parameter(details, "scope").split(" "));
  }

  async #finish(visit: Visit, result: Result, email?: string): Promise<void> {
    const { request, response, details } = visit;
    const returnTo = await this.#provider.interactionResult(request, response, result);
    if (email !== undefined) await this.#adopt(details, email);
    response.writeHead(303, { location: returnTo, "cache-control": "no-store", "content-length": 0 }).end();
  }

  #showSignIn(visit: Visit, hint: string, problem: string | null): void {
    const { chosen, address } = visit;
    const people = this.#world.workspaces.people();
    const view = { language: chosen.language, uid: visit.details.uid, people, hint, problem };
    this.#show(visit, wordsIn(chosen.language).signIn.title, signInPage(view), address, problem);
  }

  #showConsent(visit: Visit, problem: string | null, workspace: string | null, ticked: OAuthScope[]): void {
    const { details, chosen, address } = visit;
    const email = details.session?.accountId ?? "";
    const workspaces = this.#world.workspaces.of(email);
    const view = {
      language: chosen.language,
      uid: details.uid,
      email,
      workspaces,
      chosenWorkspace: workspace ?? workspaces[0]?.id ?? null,
      asked: this.#asked(details),
      ticked,
      clientId: parameter(details, "client_id"),
      redirectUri: parameter(details, "redirect_uri"),
      problem,
    };
    this.#show(visit, wordsIn(chosen.language).consent.title, consentPage(this.#world, view), address, problem);
  }

  #show(
    visit: Visit,
    title: string,
    body: ReturnType<typeof consentPage>,
    address: string,
    problem: string | null,
  ): void {
    const back = URL.parse(parameter(visit.details, "redirect_uri"))?.origin;
    const page = pageAnswer({
      title,
      body,
      address,
      preferences: visit.chosen,
      status: problem === null ? 200 : 422,
      // The answer to the form is a redirect that ends at the client, and browsers check each hop.
      formTargets: back === undefined ? [] : [back],
    });
    write(visit.response, page);
  }

  #expired(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const chosen = preferences(request, url.searchParams);
    const { failure } = wordsIn(chosen.language);
    const address = url.pathname + url.search;
    const body = failurePage(chosen.language, failure.expired, null);
    write(response, pageAnswer({ title: failure.title, body, address, preferences: chosen, status: 400 }));
  }
}
