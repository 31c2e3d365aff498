import { z } from "zod";
import { type Answer, parseJson } from "../answer.ts";
import type { Account } from "../companies/accounts.ts";
import { html, type Markup } from "../pages/html.ts";
import { changedAccount } from "./accounts.ts";
import { controlPage, type Visit } from "./visit.ts";

type Outcome = Pick<Visit, "notice" | "problem">;

const shownAccounts = 30;
const nothing: Outcome = { notice: null, problem: null };

function submitted({ world, words, form }: Visit): Outcome {
  const account = world.companies.get(form?.get("id") ?? "");
  if (form === null || account === undefined) return nothing;
  try {
    world.companies.put(changedAccount(account, parseJson(form.get("settings") ?? "")));
    return { notice: `${account.name}: ${words.accountPage.saved}`, problem: null };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { notice: null, problem: `${words.unreadable} ${z.prettifyError(error)}` };
  }
}

function credentials(account: Account): [string, string][] {
  if (account.system === "turkeysms") return [["api_key", account.api_key]];
  return [
    ["key", account.key],
    ["hash", account.hash],
  ];
}

function card(visit: Visit, account: Account): Markup {
  const say = visit.words.accountPage;
  const { id, system, name, ...settings } = account;
  const lines = credentials(account).map(([label, value]) => html`<dt>${label}</dt><dd><code>${value}</code></dd>`);
  return html`<form class="card" method="post" action="/accounts" aria-labelledby="name-${id}"><section><input type="hidden" name="id" value="${id}">
<h2 id="name-${id}">${name} <code class="cap muted">${system} ${id}</code></h2><dl class="kv">${lines}</dl>
<details><summary>${say.settings}</summary><div class="field"><label for="settings-${id}">${say.asJson}</label><textarea class="in mono" id="settings-${id}" name="settings" rows="24" spellcheck="false">${JSON.stringify({ name, ...settings }, null, 2)}</textarea></div><button class="btn btn-ink">${say.save}</button></details></section></form>
`;
}

/** The customers of the two SMS companies: their credentials, and every switch they have. */
export function accountsPage(visit: Visit): Answer {
  const outcome = submitted(visit);
  const cards = visit.world.companies
    .all()
    .slice(0, shownAccounts)
    .map((account) => card(visit, account));
  return controlPage(
    { ...visit, ...outcome },
    "accounts",
    visit.words.accountPage.lead,
    html`<div class="stack wide-gap">${cards}</div>`,
  );
}
