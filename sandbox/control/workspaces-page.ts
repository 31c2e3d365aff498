import { z } from "zod";
import type { Answer } from "../answer.ts";
import { html, type Markup } from "../pages/html.ts";
import { Plan, scopes, type Workspace } from "../workspaces.ts";
import { changedWorkspace } from "./change.ts";
import { WorkspaceChange } from "./inputs.ts";
import { controlPage, number, type Visit } from "./visit.ts";

type Outcome = Pick<Visit, "notice" | "problem">;

const shownWorkspaces = 30;
const nothing: Outcome = { notice: null, problem: null };

function changeIn(form: URLSearchParams, workspace: Workspace): unknown {
  const status = form.get("plan") ?? "";
  const limit = form.get("limit")?.trim() ?? "";
  const usual = { code: "pro", name: "Pro", renews_at: workspace.quota.period_end };
  return {
    plan: status === "" ? null : { ...(workspace.plan ?? usual), status },
    quota: { limit: limit === "" ? null : Number(limit), used: Number(form.get("used")) },
    endings: form.get("endings") === "1",
  };
}

function submitted({ world, words, form }: Visit): Outcome {
  const say = words.workspacePage;
  if (form === null) return nothing;
  if (form.get("act") === "reset") {
    if (form.get("sure") !== "1") return { notice: null, problem: say.resetUnsure };
    world.reset();
    return { notice: say.resetDone, problem: null };
  }
  const workspace = world.workspaces.get(form.get("id") ?? "");
  if (workspace === undefined) return nothing;
  if (form.get("act") === "mint") {
    const { secret } = world.keys.mint({ workspace: workspace.id, scopes: [...scopes], client: "tellal" });
    return { notice: `${say.minted} ${secret}`, problem: null };
  }
  const read = WorkspaceChange.safeParse(changeIn(form, workspace));
  if (!read.success) return { notice: null, problem: `${words.unreadable} ${z.prettifyError(read.error)}` };
  world.workspaces.put(changedWorkspace(world, workspace, read.data));
  return { notice: `${workspace.name}: ${say.saved}`, problem: null };
}

function planOptions(visit: Visit, current: string): Markup {
  const statuses = Plan.shape.status.options.filter((status) => status !== "none");
  return html`<option value="">${visit.words.workspacePage.planNone}</option>${statuses.map((status) => html`<option${status === current ? html` selected` : null}>${status}</option>`)}`;
}

function names(list: readonly { name: string; provider?: string; status: string }[]): string {
  return list
    .map(({ name, provider, status }) => `${name}${provider === undefined ? "" : `/${provider}`} (${status})`)
    .join(", ");
}

function card(visit: Visit, workspace: Workspace): Markup {
  const { words } = visit;
  const say = words.workspacePage;
  const { id } = workspace;
  const { limit, used } = visit.world.workspaces.quota(workspace);
  return html`<form class="card" method="post" action="/workspaces" aria-labelledby="name-${id}"><section><input type="hidden" name="id" value="${id}">
<h2 id="name-${id}">${workspace.name} <code class="cap muted">${id}</code></h2><div class="filters">
<div class="field"><label for="plan-${id}">${say.plan}</label><select class="in" id="plan-${id}" name="plan">${planOptions(visit, workspace.plan?.status ?? "")}</select></div>
<div class="field"><label for="limit-${id}">${say.limit}</label><input class="in" id="limit-${id}" name="limit" type="number" min="0" value="${limit ?? ""}"></div>
<div class="field"><label for="used-${id}">${say.used}</label><input class="in" id="used-${id}" name="used" type="number" min="0" required value="${used}"></div>
<label class="check"><input type="checkbox" name="endings" value="1"${workspace.endings ? html` checked` : null}> ${say.endings}</label>
<button class="btn btn-ink" name="act" value="save">${say.save}</button><button class="btn" name="act" value="mint">${say.mint}</button></div>
<dl class="kv"><dt>${say.used}</dt><dd>${number(visit, used)} / ${limit === null ? "∞" : number(visit, limit)}</dd><dt>${say.members}</dt><dd>${workspace.members.join(", ")}</dd><dt>${say.grants}</dt><dd>${workspace.grants.join(" ")}</dd><dt>${say.senders}</dt><dd>${names(workspace.senders)}</dd><dt>${say.connections}</dt><dd>${names(workspace.connections)}</dd></dl></section></form>
`;
}

/** Plan and quota of each customer, and starting over. */
export function workspacesPage(visit: Visit): Answer {
  const outcome = submitted(visit);
  const say = visit.words.workspacePage;
  const cards = visit.world.workspaces
    .all()
    .slice(0, shownWorkspaces)
    .map((workspace) => card(visit, workspace));
  const reset = html`<form class="card" method="post" action="/workspaces"><section><h2>${say.reset}</h2><p class="sm muted">${say.resetLead}</p><div class="filters"><label class="check"><input type="checkbox" name="sure" value="1"> ${say.resetSure}</label><button class="btn" name="act" value="reset">${say.reset}</button></div></section></form>`;
  return controlPage(
    { ...visit, ...outcome },
    "workspaces",
    say.lead,
    html`<div class="stack wide-gap">${cards}${reset}</div>`,
  );
}
