import type { World } from "../world.ts";
import type { Approval } from "./inputs.ts";

const maxSteps = 12;

/** The walk did not end where it should; the sentence says where it stopped. */
export class WalkStopped extends Error {}

/**
 * Does what a person with a browser does: opens the authorization address, signs in, chooses, answers.
 *
 * It goes through the same pages over HTTP, so it proves what a browser would meet.
 *
 * @param base Address this server listens on; the issuer may be another name for it.
 * @returns The address the browser would be sent back to, with `code` or `error` in it.
 */
export async function walkAuthorization(world: World, base: string, issuer: string, wanted: Approval): Promise<string> {
  const cookies = new Map<string, string>();
  const email = wanted.email ?? world.workspaces.get(wanted.workspace)?.members[0];
  if (email === undefined) throw new WalkStopped(`There is no member to sign in for ${wanted.workspace}.`);
  let address = new URL(wanted.url);
  let form: URLSearchParams | null = null;
  for (let step = 0; step < maxSteps; step += 1) {
    const here = new URL(address.pathname + address.search, base);
    const response = await fetch(here, {
      method: form === null ? "GET" : "POST",
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "), "accept-language": "en" },
      body: form,
    });
    const text = await response.text();
    keepCookies(response, cookies);
    const location = response.headers.get("location");
    if (location !== null) {
      const next = new URL(location, here);
      if (next.origin !== new URL(base).origin && next.origin !== new URL(issuer).origin) return next.href;
      if (next.searchParams.has("code") || next.searchParams.has("error")) return next.href;
      address = next;
      form = null;
    } else if (response.status === 200 && form === null) {
      form = answerTo(text, email, wanted, world);
    } else {
      throw new WalkStopped(`${here.pathname} answered ${response.status}: ${headline(text)}`);
    }
  }
  throw new WalkStopped("The authorization did not end.");
}

function keepCookies(response: Response, cookies: Map<string, string>): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ""] = line.split(";", 1);
    const [name = "", value = ""] = pair.split("=", 2);
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }
}

function answerTo(page: string, email: string, wanted: Approval, world: World): URLSearchParams {
  if (!page.includes('name="workspace"') && !page.includes('name="scope"')) return new URLSearchParams({ email });
  const form = new URLSearchParams({ decision: wanted.decision, workspace: wanted.workspace });
  const given = wanted.scopes ?? world.workspaces.get(wanted.workspace)?.grants ?? [];
  for (const scope of given) form.append("scope", scope);
  return form;
}

function headline(page: string): string {
  const problem = /role="alert"[^>]*>([^<]*)</.exec(page)?.[1] ?? /<h1>([^<]*)</.exec(page)?.[1];
  return problem ?? page.slice(0, 200);
}
