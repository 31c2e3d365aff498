import type { Answer } from "../answer.ts";
import { fingerprint, type IssuedKey } from "../keys.ts";
import { html, type Markup } from "../pages/html.ts";
import { controlPage, table, time, type Visit } from "./visit.ts";

const shownKeys = 200;

function row(visit: Visit, key: IssuedKey): Markup {
  const say = visit.words.keysPage;
  const name = fingerprint(key);
  const end =
    key.revokedAt === null
      ? html`<form method="post" action="/keys"><button class="btn btn-s" name="revoke" value="${name}">${say.revoke}<span class="vh"> ${name}</span></button></form>`
      : html`${time(visit, key.revokedAt)}<span class="block muted cap">${key.revokedBecause ?? ""}</span>`;
  return html`<tr><td><code>${name}</code></td><td>${visit.world.workspaces.get(key.workspace)?.name ?? key.workspace}<span class="block muted cap">${key.account}</span></td><td>${key.scopes.join(" ")}</td><td>${key.client}</td><td>${time(visit, key.issuedAt)}</td><td>${end}</td></tr>
`;
}

/** Issued keys, newest first, each with a way to revoke it as a customer would. */
export function keysPage(visit: Visit): Answer {
  const { world, words, form } = visit;
  const say = words.keysPage;
  const doomed = form?.get("revoke");
  const key = world.keys.all().find((one) => fingerprint(one) === doomed);
  if (key !== undefined) world.keys.revoke(key, "control page");
  const keys = world.keys.all().toReversed().slice(0, shownKeys);
  const heads = [say.fingerprint, words.workspace, say.scopes, say.client, say.issued, say.revoked];
  const body =
    keys.length === 0
      ? html`<p class="card empty">${say.empty}</p>`
      : table(
          words.keys,
          heads,
          keys.map((one) => row(visit, one)),
        );
  return controlPage({ ...visit, notice: key === undefined ? null : say.done }, "keys", say.lead, body);
}
