import { z } from "zod";
import { type Answer, parseJson } from "../answer.ts";
import { type Switch, SwitchInput } from "../faults.ts";
import { html, type Markup } from "../pages/html.ts";
import { Rate } from "../workspaces.ts";
import { isPresetName, presetNames, presets, shortFault } from "./presets.ts";
import { controlPage, table, type Visit, workspaceOptions } from "./visit.ts";

type Outcome = Pick<Visit, "notice" | "problem">;

function optional(form: URLSearchParams, name: string): string | undefined {
  return form.get(name)?.trim() || undefined;
}

/** The switch a form describes: a preset with its limits, or JSON as it is. */
function described(form: URLSearchParams): unknown {
  const written = optional(form, "json");
  if (written !== undefined) return parseJson(written);
  const preset = form.get("preset") ?? "";
  if (!isPresetName(preset)) return undefined;
  const times = optional(form, "times");
  return {
    ...presets[preset],
    workspace: optional(form, "workspace"),
    to: optional(form, "to"),
    times: times === undefined ? null : Number(times),
  };
}

function rateIn(form: URLSearchParams): unknown {
  if (form.get("off") === "1") return "off";
  return { per_second: Number(form.get("per_second")), burst: Number(form.get("burst")) };
}

function submitted({ world, words, form }: Visit): Outcome {
  const say = words.switchPage;
  const refused = (error: z.ZodError): Outcome => ({
    notice: null,
    problem: `${words.unreadable} ${z.prettifyError(error)}`,
  });
  switch (form?.get("act")) {
    case "set": {
      const read = SwitchInput.safeParse(described(form));
      if (!read.success) return refused(read.error);
      world.faults.set(read.data);
      return { notice: say.setDone, problem: null };
    }
    case "remove":
      world.faults.clear(form.get("id") ?? "");
      return { notice: say.cleared, problem: null };
    case "clear":
      world.faults.clear();
      return { notice: say.cleared, problem: null };
    case "rate": {
      const read = Rate.safeParse(rateIn(form));
      if (!read.success) return refused(read.error);
      world.rate = read.data;
      return { notice: say.saved, problem: null };
    }
    default:
      return { notice: null, problem: null };
  }
}

function row(visit: Visit, one: Switch): Markup {
  const say = visit.words.switchPage;
  const limits = [one.path, one.method, one.workspace, one.key, one.to === undefined ? undefined : `…${one.to}`];
  const left = one.times === null ? say.untilCleared : String(one.times - one.hits);
  return html`<tr><td>${one.on}<span class="block muted cap">${limits.filter((limit) => limit !== undefined).join(" ")}</span></td><td><code>${shortFault(one.fault)}</code></td><td class="num">${one.hits}</td><td>${left}</td><td><form method="post" action="/switches"><input type="hidden" name="id" value="${one.id}"><button class="btn btn-s" name="act" value="remove">${say.remove}<span class="vh"> ${one.on} ${one.fault.kind}</span></button></form></td></tr>
`;
}

function setForm(visit: Visit): Markup {
  const { words } = visit;
  const say = words.switchPage;
  const options = presetNames.map((name) => html`<option value="${name}">${say.presets[name]}</option>`);
  return html`<form class="card" method="post" action="/switches"><section class="filters">
<div class="field grow"><label for="preset">${say.fault}</label><select class="in" id="preset" name="preset">${options}</select></div>
<div class="field"><label for="for">${words.workspace}</label><select class="in" id="for" name="workspace">${workspaceOptions(visit, null)}</select></div>
<div class="field"><label for="to">${say.to}</label><input class="in" id="to" name="to" inputmode="numeric"></div>
<div class="field"><label for="times">${say.times}</label><input class="in" id="times" name="times" type="number" min="1" value="1"></div>
<button class="btn btn-ink" name="act" value="set">${say.set}</button></section>
<section><details class="sm"><summary>${say.json}</summary><div class="field"><label for="json">${say.jsonHint}</label><textarea class="in" id="json" name="json" spellcheck="false" placeholder='{"on":"api","path":"/v1/messages/bulk","times":2,"fault":{"kind":"reset","when":"after"}}'></textarea></div></details></section></form>`;
}

function rateForm(visit: Visit): Markup {
  const say = visit.words.switchPage;
  const { rate } = visit.world;
  const shown = rate === "off" ? { per_second: 10, burst: 20 } : rate;
  return html`<form class="card" method="post" action="/switches"><section><h2>${say.rate}</h2><p class="sm muted">${say.rateLead}</p><div class="filters">
<div class="field"><label for="per_second">${say.perSecond}</label><input class="in" id="per_second" name="per_second" type="number" min="1" value="${shown.per_second}"></div>
<div class="field"><label for="burst">${say.burst}</label><input class="in" id="burst" name="burst" type="number" min="1" value="${shown.burst}"></div>
<label class="check"><input type="checkbox" name="off" value="1"${rate === "off" ? html` checked` : null}> ${say.off}</label>
<button class="btn" name="act" value="rate">${say.save}</button></div></section></form>`;
}

/** Faults turned on, a form to turn one on, and the rate limit. */
export function switchesPage(visit: Visit): Answer {
  const outcome = submitted(visit);
  const say = visit.words.switchPage;
  const active = visit.world.faults.all();
  const heads = [say.on, say.fault, say.hits, say.left, say.remove];
  const list =
    active.length === 0
      ? html`<p class="card empty">${say.empty}</p>`
      : html`${table(
          say.active,
          heads,
          active.map((one) => row(visit, one)),
        )}
<form method="post" action="/switches" class="pager"><button class="btn btn-s" name="act" value="clear">${say.clear}</button></form>`;
  const body = html`${setForm(visit)}<h2>${say.active}</h2>${list}${rateForm(visit)}`;
  return controlPage({ ...visit, ...outcome }, "switches", say.lead, body);
}
