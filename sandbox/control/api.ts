import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { type Answer, json, parseJson, readBody } from "../answer.ts";
import { SwitchInput } from "../faults.ts";
import { fingerprint } from "../keys.ts";
import { ordinaryWorkspace } from "../seed.ts";
import { Rate } from "../workspaces.ts";
import type { World } from "../world.ts";
import { accountRoutes } from "./accounts.ts";
import { WalkStopped, walkAuthorization } from "./approve.ts";
import { changedWorkspace, shownWorkspace } from "./change.ts";
import { Approval, ClearQuery, KeysQuery, NewKey, NewWorkspace, SignatureDecision, WorkspaceChange } from "./inputs.ts";
import { calls, counts, duplicates, latestMail, ledger, mails } from "./look.ts";
import { type Addresses, ControlRefusal, type Question } from "./question.ts";

const maxBodyBytes = 1_048_576;

type Handler = (question: Question, name: string) => Answer | Promise<Answer>;

// `:name` stands for one path segment.
const routes: Record<string, Handler> = {
  "GET /control/state": ({ world, addresses }) =>
    json(200, {
      ...addresses,
      time_scale: world.timeScale,
      ledger: world.ledger.length,
      calls: world.calls.count,
      rate: world.rate,
      switches: world.faults.all().length,
    }),
  "GET /control/ledger": ledger,
  "GET /control/ledger/counts": counts,
  "GET /control/ledger/duplicates": duplicates,
  "GET /control/calls": calls,
  "GET /control/mailbox": mails,
  "GET /control/mailbox/latest": latestMail,
  "DELETE /control/mailbox": ({ world }) => {
    world.mailbox.clear();
    return json(200, { cleared: true });
  },
  "GET /control/switches": ({ world }) => json(200, { switches: world.faults.all() }),
  "POST /control/switches": ({ world, body }) => json(201, world.faults.set(SwitchInput.parse(body))),
  "DELETE /control/switches": ({ world, query }) =>
    json(200, { cleared: world.faults.clear(undefined, ClearQuery.parse(query).workspace) }),
  "DELETE /control/switches/:name": ({ world }, id) => json(200, { cleared: world.faults.clear(id) }),
  "GET /control/rate": ({ world }) => json(200, { rate: world.rate }),
  "PUT /control/rate": ({ world, body }) => {
    world.rate = z.strictObject({ rate: Rate }).parse(body).rate;
    return json(200, { rate: world.rate });
  },
  "GET /control/workspaces": ({ world }) =>
    json(200, { workspaces: world.workspaces.all().map((workspace) => shownWorkspace(world, workspace)) }),
  "POST /control/workspaces": ({ world, body }) => {
    const { id, ...change } = NewWorkspace.parse(body);
    const ordinary = ordinaryWorkspace(new Date());
    if (id !== undefined && world.workspaces.get(id) !== undefined) throw new ControlRefusal(409, `${id} exists.`);
    const named = id === undefined ? ordinary : { ...ordinary, id, name: id, members: [`${id}@sandbox.example`] };
    const workspace = changedWorkspace(world, named, change);
    world.workspaces.put(workspace);
    return json(201, shownWorkspace(world, workspace));
  },
  "GET /control/workspaces/:name": ({ world }, id) => json(200, shownWorkspace(world, known(world, id))),
  "PATCH /control/workspaces/:name": ({ world, body }, id) => {
    const workspace = changedWorkspace(world, known(world, id), WorkspaceChange.parse(body));
    world.workspaces.put(workspace);
    return json(200, shownWorkspace(world, workspace));
  },
  "DELETE /control/workspaces/:name": ({ world }, id) => {
    world.workspaces.delete(known(world, id).id);
    return json(200, { deleted: id });
  },
  "GET /control/keys": ({ world, query }) => {
    const { workspace, state } = KeysQuery.parse(query);
    const keys = world.keys
      .all()
      .filter((key) => workspace === undefined || key.workspace === workspace)
      .filter((key) => state === undefined || (state === "revoked") === (key.revokedAt !== null));
    return json(200, { keys: keys.map((key) => ({ fingerprint: fingerprint(key), ...key, hash: undefined })) });
  },
  "POST /control/keys": ({ world, body }) => {
    const wanted = NewKey.parse(body);
    known(world, wanted.workspace);
    const { secret, issued } = world.keys.mint(wanted);
    return json(201, {
      key: secret,
      fingerprint: fingerprint(issued),
      workspace: issued.workspace,
      scopes: issued.scopes,
    });
  },
  "POST /control/keys/:name/revoke": ({ world }, name) => {
    const key = world.keys.all().find((one) => fingerprint(one) === name);
    if (key === undefined) throw new ControlRefusal(404, `There is no key ${name}.`);
    world.keys.revoke(key, "control surface");
    return json(200, { fingerprint: name, revoked: true });
  },
  "POST /control/signatures/:name": async ({ world, addresses, body }, reference) => {
    const request = world.signatures.byReference(reference);
    if (request === undefined) throw new ControlRefusal(404, `Nobody asked for a signature of ${reference}.`);
    const { decision, hash, foreign_key: foreignKey } = SignatureDecision.parse(body);
    if (decision === "refuse") world.signatures.refuse(request);
    else await world.signatures.sign(request, "Deniz Kaya", addresses.issuer, { hash, foreignKey });
    return json(200, { id: request.id, state: world.signatures.get(request.id)?.state });
  },
  "POST /control/approve": async ({ world, addresses, body }) => {
    const wanted = Approval.parse(body);
    known(world, wanted.workspace);
    return json(200, { location: await walkAuthorization(world, addresses.auth, addresses.issuer, wanted) });
  },
  ...accountRoutes,
  "POST /control/reset": ({ world }) => {
    world.reset();
    return json(200, { reset: true });
  },
};

function known(world: World, id: string): NonNullable<ReturnType<World["workspaces"]["get"]>> {
  const workspace = world.workspaces.get(id);
  if (workspace === undefined) throw new ControlRefusal(404, `There is no workspace ${id}.`);
  return workspace;
}

function find(method: string, path: string): { handler: Handler; name: string } | null {
  const exact = routes[`${method} ${path}`];
  if (exact !== undefined) return { handler: exact, name: "" };
  const [, control = "", noun = "", name = "", verb] = path.split("/");
  const pattern = `${method} /${control}/${noun}/:name${verb === undefined ? "" : `/${verb}`}`;
  const handler = path.split("/").length > 5 ? undefined : routes[pattern];
  return handler === undefined ? null : { handler, name: decodeURIComponent(name) };
}

/** The JSON control surface for tests. Bodies must be JSON, which a page of another site cannot send unasked. */
export async function controlAnswer(
  world: World,
  addresses: Addresses,
  request: IncomingMessage,
  url: URL,
): Promise<Answer> {
  const method = request.method ?? "GET";
  const found = find(method, url.pathname);
  if (found === null) return json(404, { error: "not_found", message: `There is no ${method} ${url.pathname}.` });
  try {
    const body = method === "GET" || method === "DELETE" ? undefined : await jsonBody(request);
    const query = Object.fromEntries(url.searchParams);
    return await found.handler({ world, addresses, query, body }, found.name);
  } catch (error) {
    if (error instanceof z.ZodError) return json(422, { error: "validation_error", message: z.prettifyError(error) });
    if (error instanceof ControlRefusal) return json(error.status, { error: "refused", message: error.message });
    if (error instanceof WalkStopped) return json(409, { error: "walk_stopped", message: error.message });
    throw error;
  }
}

async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const read = await readBody(request, maxBodyBytes);
  if (read.kind === "text" && read.text === "") return {};
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
    throw new ControlRefusal(415, "Send application/json.");
  }
  const value = read.kind === "text" ? parseJson(read.text) : undefined;
  if (value === undefined) throw new ControlRefusal(400, "The body is not JSON, or larger than 1 MiB.");
  return value;
}
