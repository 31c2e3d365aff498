import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import "server-only";
import { checkOrigin } from "#lib/gate/enter";
import { loginOptions } from "#lib/gate/login";
import { type BodyRule, checkBody, checkHost } from "#lib/gate/request-guard";
import { answerRefusal } from "#lib/gate/route";

interface LoginContext {
  params: Promise<{ nextauth: string[] }>;
}

/** An address and a password, with what the library adds. */
const CREDENTIALS: BodyRule = { types: "form", bytes: 16 * 1024 };

/**
 * Answers for the login library after the checks that every route has. Its own token against forged requests comes on top.
 *
 * The options are made per request: they depend on the settings, which are read at the start and not at the build.
 */
export async function answerLogin(request: NextRequest, context: LoginContext): Promise<Response> {
  try {
    checkHost(request.headers);
    if (request.method !== "GET") {
      await checkOrigin();
      checkBody(request.headers, CREDENTIALS);
    } else if ((await context.params).nextauth.join("/") === "callback/credentials") {
      // A password is never read out of an address.
      return new Response(null, { status: 405, headers: { allow: "POST", "cache-control": "private, no-store" } });
    }
    const response: Response = await NextAuth(request, context, loginOptions());
    if (response.status >= 500) throw new Error(`the login library answered ${response.status}`);
    return response;
  } catch (error) {
    return answerRefusal(error);
  }
}
