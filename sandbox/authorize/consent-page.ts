import { html, type Markup } from "../pages/html.ts";
import type { Language } from "../pages/preferences.ts";
import { wordsIn } from "../pages/words.ts";
import { type OAuthScope, scopes, type Workspace } from "../workspaces.ts";
import type { World } from "../world.ts";

export type ConsentView = {
  language: Language;
  uid: string;
  email: string;
  workspaces: readonly Workspace[];
  chosenWorkspace: string | null;
  asked: readonly OAuthScope[];
  ticked: readonly OAuthScope[];
  clientId: string;
  redirectUri: string;
  problem: string | null;
};

// The style sheet can name this many workspaces in the button without script; beyond that it says only "Allow".
const namedInButton = 12;

const mark = html`<svg class="mark" viewBox="0 0 32 32" fill="currentColor" aria-hidden="true"><mask id="lace"><path fill="#fff" d="M0 0h32v32H0z"/><path fill="none" stroke="#000" stroke-width="2.2" stroke-linejoin="round" d="M1.2 8.6 8.6 20 16 8.6 23.4 20 30.8 8.6"/></mask><rect x="2.5" y="2.5" width="27" height="5.2" rx="2.6"/><path mask="url(#lace)" d="M3 9.6h26V20a5 5 0 0 1-5 5h-9.4l-5 4.5A1 1 0 0 1 8 28.8V25a5 5 0 0 1-5-5Z"/></svg>`;
const arrows = html`<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 3 4 7l4 4"/><path d="M4 7h16"/><path d="m16 21 4-4-4-4"/><path d="M20 17H4"/></svg>`;

/** The two parties, side by side. */
export const pair = html`<div class="pair" aria-hidden="true"><span class="tile">${mark}</span>${arrows}<span class="tile">iz</span></div>`;

function planLine(workspace: Workspace, language: Language): string {
  const words = wordsIn(language).consent;
  const { plan } = workspace;
  if (plan === null || (plan.status !== "active" && plan.status !== "trialing")) return words.noPlan;
  if (plan.renews_at === null) return words.plan(plan.name);
  const date = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "Europe/Istanbul" });
  return words.renews(plan.name, date.format(new Date(plan.renews_at)));
}

function quotaLine(world: World, workspace: Workspace, language: Language): string {
  const words = wordsIn(language).consent;
  const { limit, remaining } = world.workspaces.quota(workspace);
  if (remaining === null) return words.unlimited;
  if (remaining === 0 && (limit ?? 0) > 0) return words.quotaUsedUp;
  return words.remaining(new Intl.NumberFormat(language).format(remaining));
}

/** Names the permissions a workspace cannot give, however the boxes below are ticked. */
function withheld({ asked, language }: ConsentView, workspace: Workspace): Markup | null {
  const words = wordsIn(language).consent;
  const missing = asked.filter((scope) => !workspace.grants.includes(scope)).map((scope) => words.scopes[scope][0]);
  if (missing.length === 0) return null;
  const list = new Intl.ListFormat(language, { type: "conjunction" }).format(missing.map((name) => name ?? ""));
  return html`<span class="cap muted block">${words.cannotGive(list)}</span>`;
}

function workspaceChoice(world: World, view: ConsentView, workspace: Workspace, index: number): Markup {
  const { language } = view;
  const isChosen = workspace.id === view.chosenWorkspace;
  return html`<label class="pick"><span class="check"><input type="radio" name="workspace" value="${workspace.id}" class="ws-${index}" required${isChosen ? html` checked` : null}><span class="grow"><span class="row wrap"><b>${workspace.name}</b> <code class="cap muted">${workspace.id}</code></span><span class="sm muted num block">${planLine(workspace, language)}</span>${withheld(view, workspace)}</span></span><span class="sm num nowrap">${quotaLine(world, workspace, language)}</span></label>
`;
}

function scopeChoice(view: ConsentView, scope: OAuthScope): Markup {
  const [name = scope, meaning = ""] = wordsIn(view.language).consent.scopes[scope];
  const isTicked = view.ticked.includes(scope);
  return html`<li><label class="check whole"><input type="checkbox" name="scope" value="${scope}"${isTicked ? html` checked` : null}><span class="grow"><span class="row wrap"><b class="medium">${name}</b> <code class="cap muted">${scope}</code></span><span class="sm muted block">${meaning}</span></span></label></li>
`;
}

function allowButton(view: ConsentView): Markup {
  const words = wordsIn(view.language).consent;
  const named = view.workspaces.slice(0, namedInButton);
  return html`<button type="submit" name="decision" value="allow" class="btn btn-ink btn-block"><span class="for-any">${words.allow}</span>${named.map((workspace, index) => html`<span class="for-${index}">${words.allowFor(workspace.name)}</span>`)}</button>`;
}

/** Which workspace, which permissions, yes or no. */
export function consentPage(world: World, view: ConsentView): Markup {
  const words = wordsIn(view.language).consent;
  const action = `/connect/interaction/${view.uid}`;
  const asked = scopes.filter((scope) => view.asked.includes(scope));
  return html`${pair}
<h1>${words.heading}</h1>
<p class="muted sm under">${words.signedInAs(view.email)} <a href="${action}?account=other">${words.switchAccount}</a></p>
${view.problem === null ? null : html`<p class="problem" role="alert">${view.problem}</p>`}
<form class="card" method="post" action="${action}">
<section><fieldset class="stack"><legend>${words.whichWorkspace}</legend>
${view.workspaces.length === 0 ? html`<p class="sm muted">${words.noWorkspace}</p>` : null}
${view.workspaces.map((workspace, index) => workspaceChoice(world, view, workspace, index))}</fieldset></section>
<section><fieldset><legend>${words.whichScopes}</legend><ul class="scopes">
${asked.map((scope) => scopeChoice(view, scope))}</ul></fieldset></section>
<section class="stack">${view.workspaces.length === 0 ? null : allowButton(view)}
<button type="submit" name="decision" value="refuse" class="btn btn-block" formnovalidate>${words.refuse}</button>
<p class="cap muted center">${words.returnsTo(URL.parse(view.redirectUri)?.host ?? "")}</p></section></form>
<details class="sm muted"><summary>${words.developer}</summary><dl class="kv"><dt>client_id</dt><dd><code>${view.clientId}</code></dd><dt>redirect_uri</dt><dd><code>${view.redirectUri}</code></dd><dt>PKCE</dt><dd><code>S256</code></dd></dl></details>`;
}
