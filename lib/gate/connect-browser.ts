import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import "server-only";
import { CONNECT_MINUTES } from "#lib/domain/connections/commands/start-connect";
import { strayPath } from "#lib/domain/connections/outcomes";
import { StartConnectInput } from "#lib/domain/connections/schema";
import { answer, plainInput } from "#lib/gate/action";
import { beginConnect, connectWays } from "#lib/gate/connect";
import { returnFromProvider } from "#lib/gate/connect-return";
import { enterWorkspace } from "#lib/gate/enter";
import type { ActionResult } from "#lib/gate/refusal";
import { currentUser } from "#lib/gate/user";
import { env } from "#lib/infra/env";
import { log } from "#lib/infra/log";

/** The cookie that ties a connect to this browser. It must come along when the provider sends the person back: Lax. */
function browserCookie() {
  const secure = env().appUrl.startsWith("https://");
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge: CONNECT_MINUTES * 60 } as const;
  return { name: `${secure ? "__Host-" : ""}tellal.connect`, options };
}

async function knownBrowser(): Promise<string | null> {
  const token = (await cookies()).get(browserCookie().name)?.value ?? "";
  return /^[\w-]{43}$/.test(token) ? token : null;
}

/** Where a page goes to have a connect approved. */
export interface Departure {
  readonly to: string;
}

/**
 * Starts a connect from a form post and sends the browser to the provider, or answers where the page has to go: the
 * framework takes a redirect for the page's own address, and a page drawn anew before it is gone would ask there for it.
 * A refusal comes back as words.
 */
export function startConnect(slug: string, input: unknown): Promise<ActionResult<Departure>> {
  return answer(async () => {
    const { scope } = await enterWorkspace(String(slug), "connections:manage");
    const { returnTo, leaves } = StartConnectInput.parse(plainInput(input));
    const departure = await beginConnect(connectWays(), scope, { returnTo, knownBrowser: await knownBrowser() });
    const { name, options } = browserCookie();
    (await cookies()).set(name, departure.browserToken, options);
    if (leaves === undefined) redirect(departure.url);
    return { to: departure.url };
  });
}

/** Answers the browser that comes back from the provider: always on to a clean address of ours, kept by nobody. */
export async function finishConnectReturn(request: Request): Promise<Response> {
  const user = await currentUser();
  const back = {
    answer: new URL(request.url).searchParams,
    browserToken: await knownBrowser(),
    userId: user?.id ?? null,
  };
  let path: string;
  try {
    path = await returnFromProvider(connectWays(), back);
  } catch (error) {
    log.error({ err: error }, "a connect could not be finished");
    path = strayPath("failed");
  }
  return new Response(null, {
    status: 303,
    headers: {
      location: `${env().appUrl}${path}`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    },
  });
}
