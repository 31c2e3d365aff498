import type { Answer } from "../answer.ts";
import type { Mail } from "../mailbox.ts";
import { html, type Markup } from "../pages/html.ts";
import { controlPage, table, time, type Visit } from "./visit.ts";

/** Text with its http and https addresses made into links; everything else stays text. */
function withLinks(text: string): Markup[] {
  return text
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/)
    .map((piece, index) => (index % 2 === 1 ? html`<a href="${piece}" rel="noreferrer">${piece}</a>` : html`${piece}`));
}

export function mailboxPage(visit: Visit): Answer {
  const { world, words } = visit;
  const say = words.mailPage;
  const cleared = visit.form?.get("act") === "clear";
  if (cleared) world.mailbox.clear();
  const rows = world.mailbox.list({}).map(
    (mail) =>
      html`<tr><td>${time(visit, mail.at)}</td><td>${mail.to.join(", ")}</td><td>${mail.subject}</td><td><a class="btn btn-s" href="/mailbox/${mail.id}">${say.open}<span class="vh"> ${mail.subject}</span></a></td></tr>
`,
  );
  const list =
    rows.length === 0
      ? html`<p class="card empty">${say.empty}</p>`
      : html`${table(words.mailbox, [words.when, say.to, say.subject, say.open], rows)}
<form method="post" action="/mailbox" class="pager"><button class="btn btn-s" name="act" value="clear">${say.clear}</button></form>`;
  return controlPage({ ...visit, notice: cleared ? say.cleared : null }, "mailbox", say.lead, list);
}

function letter(visit: Visit, mail: Mail): Markup {
  const say = visit.words.mailPage;
  return html`<article class="card"><section><h2>${mail.subject}</h2><dl class="kv"><dt>${say.from}</dt><dd>${mail.from}</dd><dt>${say.to}</dt><dd>${mail.to.join(", ")}</dd><dt>${visit.words.when}</dt><dd>${time(visit, mail.at)}</dd></dl></section>
<section>${mail.text === "" ? html`<p class="muted">${say.noText}</p>` : html`<pre class="letter" dir="auto">${withLinks(mail.text)}</pre>`}</section>
<section><h2>${say.links}</h2>${mail.links.length === 0 ? visit.words.none : html`<ul class="stack">${mail.links.map((link) => html`<li><a href="${link}" rel="noreferrer" class="break">${link}</a></li>`)}</ul>`}</section>
${mail.html === "" ? null : html`<section><a href="/mailbox/${mail.id}/html">${say.htmlPart}</a></section>`}</article>
<p class="pager"><a class="btn btn-s" href="/mailbox">${say.back}</a></p>`;
}

export function oneMailPage(visit: Visit, id: string): Answer {
  const mail = visit.world.mailbox.get(id);
  const { lead, missing } = visit.words.mailPage;
  if (mail !== undefined) return controlPage(visit, "mailbox", lead, letter(visit, mail));
  return { ...controlPage(visit, "mailbox", lead, html`<p class="card empty">${missing}</p>`), status: 404 };
}

/** The HTML part on a page of its own that can run nothing, load nothing and submit nothing. */
export function mailHtml(visit: Visit, id: string): Answer {
  const mail = visit.world.mailbox.get(id);
  return {
    status: mail === undefined ? 404 : 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
    body: mail?.html ?? "",
  };
}
