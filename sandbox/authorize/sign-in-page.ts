import { html, type Markup } from "../pages/html.ts";
import type { Language } from "../pages/preferences.ts";
import { wordsIn } from "../pages/words.ts";
import { pair } from "./consent-page.ts";

export type SignInView = {
  language: Language;
  uid: string;
  people: readonly string[];
  hint: string;
  problem: string | null;
};

const shownPeople = 8;

/** A sign-in that never asks for a password, and says so. */
export function signInPage(view: SignInView): Markup {
  const words = wordsIn(view.language).signIn;
  const action = `/connect/interaction/${view.uid}`;
  return html`${pair}
<h1>${words.heading}</h1>
<p class="muted sm under">${words.lead}</p>
${view.problem === null ? null : html`<p class="problem" role="alert" id="problem">${view.problem}</p>`}
<div class="card"><section><h2>${words.people}</h2><form method="post" action="${action}" class="stack">
${view.people.slice(0, shownPeople).map(
  (
    email,
  ) => html`<button type="submit" name="email" value="${email}" class="btn btn-block left">${words.continueAs(email)}</button>
`,
)}</form></section>
<section><form method="post" action="${action}" class="stack"><div class="field"><label for="email">${words.email}</label><input class="in" id="email" name="email" type="email" autocomplete="username" required value="${view.hint}"${view.problem === null ? null : html` aria-describedby="problem" aria-invalid="true"`}></div>
<button type="submit" class="btn btn-ink btn-block">${words.submit}</button></form></section>
<section><form method="post" action="${action}"><button type="submit" name="decision" value="refuse" class="btn btn-block">${words.back}</button></form></section></div>`;
}
