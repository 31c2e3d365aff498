import type { IncomingMessage } from "node:http";
import { type Answer, readBody } from "../answer.ts";
import { html, type Markup } from "../pages/html.ts";
import { pageAnswer } from "../pages/layout.ts";
import { type Preferences, preferences } from "../pages/preferences.ts";
import { wordsIn } from "../pages/words.ts";
import type { Words } from "../pages/words-tr.ts";
import type { World } from "../world.ts";

const maxFormBytes = 65_536;

/** One request for a control page. `form` is there when something was submitted. */
export type Visit = {
  world: World;
  url: URL;
  form: URLSearchParams | null;
  chosen: Preferences;
  words: Words["control"];
  /** Text shown as the outcome of what was submitted. */
  notice: string | null;
  problem: string | null;
};

export async function visitOf(world: World, request: IncomingMessage, url: URL): Promise<Visit> {
  const chosen = preferences(request, url.searchParams);
  const words = wordsIn(chosen.language).control;
  let form: URLSearchParams | null = null;
  if (request.method === "POST") {
    const body = await readBody(request, maxFormBytes);
    form = new URLSearchParams(body.kind === "text" ? body.text : "");
  }
  return { world, url, form, chosen, words, notice: null, problem: null };
}

const pages = [
  ["/", "ledger"],
  ["/mailbox", "mailbox"],
  ["/keys", "keys"],
  ["/switches", "switches"],
  ["/workspaces", "workspaces"],
  ["/accounts", "accounts"],
] as const;

export type PageName = (typeof pages)[number][1];

/** A control page: the same head and the same six links everywhere. */
export function controlPage(visit: Visit, name: PageName, lead: string, body: Markup): Answer {
  const { words, url, chosen, notice, problem } = visit;
  const links = pages.map(
    ([path, page]) => html`<a href="${path}"${page === name ? html` aria-current="page"` : null}>${words[page]}</a>`,
  );
  return pageAnswer({
    title: words[name],
    wide: true,
    address: url.pathname + url.search,
    preferences: chosen,
    status: problem === null ? 200 : 422,
    body: html`<h1>${words[name]}</h1>
<p class="muted">${words.nothingReal} ${lead}</p>
<nav class="tabs" aria-label="${words.nav}">${links}</nav>
${notice === null ? null : html`<p class="notice" role="status">${notice}</p>`}
${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
${body}`,
  });
}

/** A table that scrolls inside itself on narrow screens. */
export function table(label: string, heads: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="card scroll" role="region" aria-label="${label}" tabindex="0"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${rows}</tbody></table></div>`;
}

export function time(visit: Visit, at: string): Markup {
  const form = new Intl.DateTimeFormat(visit.chosen.language, {
    dateStyle: "short",
    timeStyle: "medium",
    timeZone: "Europe/Istanbul",
  });
  return html`<time datetime="${at}" class="nowrap">${form.format(new Date(at))}</time>`;
}

export function number(visit: Visit, value: number): string {
  return new Intl.NumberFormat(visit.chosen.language).format(value);
}

/** Workspaces to choose from, with an empty choice in front. */
export function workspaceOptions(visit: Visit, chosen: string | null): Markup {
  const { world, words } = visit;
  return html`<option value="">${words.all}</option>${world.workspaces
    .all()
    .map(
      ({ id, name }) => html`<option value="${id}"${id === chosen ? html` selected` : null}>${name} (${id})</option>`,
    )}`;
}
