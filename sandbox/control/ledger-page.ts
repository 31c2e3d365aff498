import type { Answer } from "../answer.ts";
import type { LedgerLine } from "../ledger.ts";
import { journey } from "../outcomes.ts";
import { html, type Markup } from "../pages/html.ts";
import type { World } from "../world.ts";
import { controlPage, number, table, time, type Visit, workspaceOptions } from "./visit.ts";

const pageSize = 50;
const textSearchDepth = 20_000;

type Search = { q: string; workspace: string | null; before: number; withRefused: boolean };

function searchOf(url: URL): Search {
  const { searchParams } = url;
  const before = Number(searchParams.get("before") ?? "");
  return {
    q: (searchParams.get("q") ?? "").trim(),
    workspace: searchParams.get("workspace") || null,
    before: Number.isInteger(before) && before > 0 ? before : Number.POSITIVE_INFINITY,
    withRefused: searchParams.get("refused") === "1",
  };
}

function fits(line: LedgerLine, q: string): boolean {
  const digits = q.replace(/[\s()+-]/g, "");
  if (/^\d{2,}$/.test(digits)) return line.to.endsWith(digits.replace(/^0+/, ""));
  return line.body.toLocaleLowerCase("tr").includes(q.toLocaleLowerCase("tr"));
}

function found(world: World, search: Search): LedgerLine[] {
  const byId = world.ledger.find(search.q);
  if (byId !== null) return [byId];
  const lines: LedgerLine[] = [];
  const selection = { workspace: search.workspace ?? undefined };
  let looked = 0;
  for (const seq of world.ledger.index.newestFirst(selection, search.before, search.withRefused)) {
    const line = world.ledger.read(seq);
    looked += 1;
    if (line !== null && (search.q === "" || fits(line, search.q))) lines.push(line);
    if (lines.length === pageSize || looked === textSearchDepth) break;
  }
  return lines;
}

function status(world: World, line: LedgerLine): string {
  if (line.refused !== null) return `failed ${line.refused}`;
  const endings = world.workspaces.get(line.workspace)?.endings ?? true;
  const at = Date.parse(line.at);
  return journey(line.to, at, Date.now(), world.timeScale, line.call === "single", endings).status;
}

function row(visit: Visit, line: LedgerLine): Markup {
  return html`<tr><td>${time(visit, line.at)}</td><td class="nowrap">${line.to}</td><td class="text" dir="auto">${line.body}</td><td>${line.sender ?? "–"}<span class="block muted cap">${line.provider}</span></td><td class="num">${line.segments} ${line.encoding}</td><td>${status(visit.world, line)}</td><td><code>${line.jobId}</code><span class="block muted cap">${line.workspace}</span></td></tr>
`;
}

function totals(visit: Visit, workspace: string | null): Markup {
  const { world, words } = visit;
  const selection = { workspace: workspace ?? undefined };
  const { accepted, segments, recipients } = world.ledger.index.totals(selection);
  const figures = [
    [words.ledgerPage.accepted, accepted],
    [words.ledgerPage.segments, segments],
    [words.ledgerPage.people, recipients],
    [words.ledgerPage.extra, accepted - recipients],
  ] as const;
  return html`<dl class="figures">${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${number(visit, value)}</dd></div>`)}</dl>`;
}

/** The ledger: totals, search, newest first. */
export function ledgerPage(visit: Visit): Answer {
  const { world, words, url } = visit;
  const search = searchOf(url);
  const lines = found(world, search);
  const say = words.ledgerPage;
  const older = new URL(url);
  older.searchParams.set("before", String(lines.at(-1)?.seq ?? 1));
  const newest = new URL(url);
  newest.searchParams.delete("before");
  const heads = [words.when, say.to, say.body, say.sender, say.parts, say.status, say.job];
  const body = html`${totals(visit, search.workspace)}
<form class="filters" method="get" action="/"><div class="field grow"><label for="q">${say.search}</label><input class="in" id="q" name="q" type="search" value="${search.q}"></div><div class="field"><label for="workspace">${words.workspace}</label><select class="in" id="workspace" name="workspace">${workspaceOptions(visit, search.workspace)}</select></div><label class="check"><input type="checkbox" name="refused" value="1"${search.withRefused ? html` checked` : null}> ${say.withRefused}</label><button class="btn btn-ink" type="submit">${say.submit}</button></form>
${
  lines.length === 0
    ? html`<p class="card empty">${say.empty}</p>`
    : table(
        words.ledger,
        heads,
        lines.map((line) => row(visit, line)),
      )
}
${search.q === "" ? null : html`<p class="cap muted">${say.searchedPart}</p>`}
<p class="pager">${search.before === Number.POSITIVE_INFINITY ? null : html`<a class="btn btn-s" href="${newest.pathname + newest.search}">${say.newest}</a>`}${lines.length === pageSize ? html`<a class="btn btn-s" href="${older.pathname + older.search}">${say.older}</a>` : null}</p>`;
  return controlPage(visit, "ledger", say.lead, body);
}
